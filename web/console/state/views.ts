import { computed } from '@preact/signals';
import { type Route, route } from './route.js';
import { answers, has, readsCases, registers } from './session.js';

/** Where this agent may go: what a role cannot do is not shown. */
export const views = computed<Route['view'][]>(() => [
  ...(readsCases.value ? startingWith() : []),
  ...(registers.value ? (['register'] as const) : []),
  ...(readsCases.value ? (['call-backs'] as const) : []),
  ...(has('supervisor') ? (['board', 'cover'] as const) : []),
  ...(has('editor') ? (['unanswered', 'articles'] as const) : []),
  ...(has('admin') ? (['staff'] as const) : []),
  ...(has('supervisor') || has('admin') ? (['organisation'] as const) : []),
]);

/** Views that are not part of a working day: they wait in the menu. Who answers citizens seldom looks after accounts. */
export const isSeldom = (view: Route['view']): boolean =>
  view === 'organisation' || (view === 'staff' && answers.value);

/** An officer's day begins with cases: the queue is for others to answer. */
function startingWith(): Route['view'][] {
  return answers.value || has('supervisor') ? ['desk', 'cases'] : ['cases', 'desk'];
}

/** The view the address names, or the first one; undefined for somebody who may go nowhere yet. */
export const shownView = computed(() => {
  const { view } = route.value;
  return location.hash && views.value.includes(view) ? view : views.value[0];
});
