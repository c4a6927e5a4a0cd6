import type { ComponentChildren } from 'preact';
import type { Route } from '../state/route.js';
import { t } from '../texts.js';

interface Props {
  view: Route['view'];
  intro: string;
  children: ComponentChildren;
}

/** A view that is one list: what it is about, and below that what is in it. */
export function ListPage({ view, intro, children }: Props) {
  return (
    <main class="list-page" id="main">
      <h1 id={`${view}-title`} tabIndex={-1}>
        {t(`views.${view}`)}
      </h1>
      <p class="hint">{intro}</p>
      {children}
    </main>
  );
}
