import { signal } from '@preact/signals';

/** Where in the console somebody is. It stands in the address, so that a reload comes back here. */
export type Route =
  | { view: 'desk'; handoverId?: string }
  | { view: 'cases'; number?: string }
  | { view: 'register' }
  | { view: 'call-backs' }
  | { view: 'cover' }
  | { view: 'board' }
  | { view: 'organisation' }
  | { view: 'unanswered' }
  | { view: 'articles'; topic?: string; language?: string; beside?: string }
  | { view: 'staff'; agentId?: string };

function read(hash: string): Route {
  const [, view, id, language, beside] = hash.replace(/^#/, '').split('/').map(decodeURIComponent);
  if (view === 'cases') return id ? { view, number: id } : { view };
  if (view === 'register' || view === 'call-backs' || view === 'cover' || view === 'unanswered') return { view };
  if (view === 'board' || view === 'organisation') return { view };
  if (view === 'articles')
    return { view, ...(id && { topic: id }), ...(language && { language }), ...(beside && { beside }) };
  if (view === 'staff') return id ? { view, agentId: id } : { view };
  return id ? { view: 'desk', handoverId: id } : { view: 'desk' };
}

function write(route: Route): string {
  const parts = partsOf(route).map((part) => (part ? `/${encodeURIComponent(part)}` : ''));
  return `#/${route.view}${parts.join('')}`;
}

function partsOf(route: Route): (string | undefined)[] {
  if (route.view === 'desk') return [route.handoverId];
  if (route.view === 'cases') return [route.number];
  if (route.view === 'articles') return [route.topic, route.language, route.beside];
  return route.view === 'staff' ? [route.agentId] : [];
}

export const route = signal<Route>(read(location.hash));
addEventListener('hashchange', () => {
  route.value = read(location.hash);
});

export const hrefOf = write;

export function go(to: Route): void {
  location.hash = write(to);
  route.value = to;
}
