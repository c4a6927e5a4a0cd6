/** Runs the work of one key one after the other; the work of other keys does not wait. */
export type Serial = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createSerial(): Serial {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const done = result.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, done);
    // an idle key is forgotten, or the map would grow with every conversation
    const forget = () => {
      if (last.get(key) === done) last.delete(key);
    };
    void done.then(forget);
    return result;
  };
}
