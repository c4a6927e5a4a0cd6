import { computed } from '@preact/signals';
import { type Route, route } from './route.js';
import { has, readsCases, registers } from './session.js';

/** Where this agent may go: what a role cannot do is not shown. */
export const views = computed<Route['view'][]>(() => [
  ...(readsCases.value ? (['desk', 'cases'] as const) : []),
  ...(registers.value ? (['register'] as const) : []),
  ...(readsCases.value ? (['call-backs'] as const) : []),
  ...(has('editor') ? (['unanswered', 'articles'] as const) : []),
  ...(has('admin') ? (['staff'] as const) : []),
]);

/** The view the address names, or the first one; undefined for somebody who may go nowhere yet. */
export const shownView = computed(() => {
  const { view } = route.value;
  return views.value.includes(view) ? view : views.value[0];
});
