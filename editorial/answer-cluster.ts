import type { Articles } from './articles.js';
import { ClusterConflict, type Unanswered } from './unanswered.js';

export interface Answer {
  as: 'asked-as' | 'draft';
  topic: string;
  /** The question in the editor's words; nothing of one citizen's own matter. */
  phrasing: string;
  /** Of a new topic. */
  category?: string;
  by: string;
  /** The cluster's version the editor has seen. */
  version: number;
}

/**
 * Turns a cluster into a phrasing of an article, or into the draft of a new one, in one step. The article comes first:
 * when the process ends between, the cluster is still open and the same step again finds the phrasing there.
 * @throws {ClusterConflict} when somebody has decided since @throws what `addAskedAs` and `saveDraft` throw
 */
export async function answerCluster(
  { unanswered, articles }: { unanswered: Unanswered; articles: Pick<Articles, 'addAskedAs' | 'saveDraft' | 'read'> },
  clusterId: string,
  { as, topic, phrasing, category, by, version }: Answer,
): Promise<void> {
  const found = await unanswered.read(clusterId);
  if (found?.cluster.version !== version) throw new ClusterConflict('somebody has decided about these questions');
  const place = { language: found.cluster.language, topic };
  if (as === 'asked-as' || (await articles.read(place))) await articles.addAskedAs({ ...place, phrasing, by });
  else await articles.saveDraft({ ...place, category, text: skeleton(phrasing), basedOn: 0, author: by });
  await unanswered.resolve(clusterId, { as, article: topic, by, version });
}

/** The form of docs/for-editors.md, to be filled in; the check names what is missing. */
function skeleton(phrasing: string): string {
  const question = phrasing.replace(/\s+/g, ' ').trim();
  const headings = ['Answer', 'Without the internet', 'Responsible', 'Source', 'Checked on'];
  return `# ${question}\n\n## Asked as\n- ${question}\n\n${headings.map((heading) => `## ${heading}\n`).join('\n')}`;
}
