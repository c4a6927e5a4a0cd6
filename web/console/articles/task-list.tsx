import { useState } from 'preact/hooks';
import { type ArticleTask, TASK_KINDS } from '../api/editorial-shapes.js';
import { date, languageName } from '../format.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';

const AT_FIRST = 5;

/** What waits for an editor, by what is to be done. */
export function TaskList({ tasks }: { tasks: readonly ArticleTask[] }) {
  return (
    <section class="tasks" aria-labelledby="tasks-title">
      <h2 id="tasks-title">
        {t('articles.tasks')} <span class="count-plain">{tasks.length}</span>
      </h2>
      {tasks.length === 0 && <p class="hint">{t('articles.noTasks')}</p>}
      <div class="task-kinds">
        {TASK_KINDS.map((kind) => (
          <Tasks key={kind} kind={kind} tasks={tasks.filter((task) => task.kind === kind)} />
        ))}
      </div>
    </section>
  );
}

function Tasks({ kind, tasks }: { kind: ArticleTask['kind']; tasks: readonly ArticleTask[] }) {
  const [all, setAll] = useState(false);
  if (tasks.length === 0) return null;
  return (
    <section class={`task-kind task-${kind}`} aria-labelledby={`tasks-${kind}`}>
      <h3 id={`tasks-${kind}`}>
        {t(`articles.task.${kind}`)} <span class="count-plain">{tasks.length}</span>
      </h3>
      <ul>
        {(all ? tasks : tasks.slice(0, AT_FIRST)).map((task) => (
          <li key={`${task.topic}/${task.language}`}>
            <a href={hrefOf({ view: 'articles', topic: task.topic, language: task.language })} dir="auto">
              {task.title || task.topic}
            </a>
            <p class="task-facts">
              <span>{languageName(task.language)}</span>
              <time dateTime={task.since}>{date(task.since)}</time>
              {task.owner && <span>{t('articles.ownedBy', { name: task.owner })}</span>}
            </p>
          </li>
        ))}
      </ul>
      {tasks.length > AT_FIRST && (
        <button type="button" class="button-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'articles.fewerTasks' : 'articles.allTasks', { count: tasks.length })}
        </button>
      )}
    </section>
  );
}
