/** Where the keyboard goes on when a row has gone: the next one, else the one before, else the heading. */
export function neighbourOf(part: Element): HTMLElement | null {
  const row = part.closest('.unanswered-row');
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  return neighbour?.querySelector('button') ?? document.getElementById('unanswered-title');
}
