/** Names something that is sent, so that sending it again does it once. Not `randomUUID`: browsers refuse it on plain HTTP. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}
