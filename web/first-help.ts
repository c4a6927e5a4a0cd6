import type { Registry } from '../cases/registry.js';

/** The help for somebody who writes of an emergency; undefined when there is no sign of one. */
export type HelpIn = (text: string) => { category: string; language: string; text: string } | undefined;

interface Needs {
  helpIn: HelpIn;
  registry: Pick<Registry, 'keepContact'>;
  newId: () => string;
}

/** The help that goes before everything else, for what is written where no bot hears it. */
export type FirstHelp = (words: readonly string[]) => Promise<string | undefined>;

/** Of an emergency only that it happened is kept: no word, and nothing of who wrote it. */
export function createFirstHelp(channel: string, { helpIn, registry, newId }: Needs): FirstHelp {
  return async (words) => {
    const [help] = words.flatMap((text) => helpIn(text) ?? []);
    if (!help) return undefined;
    const { category, language, text } = help;
    const id = `${channel}/${newId()}`;
    const happened = { id, conversationId: id, channel, language, category, outcome: 'emergency' } as const;
    await registry.keepContact({ ...happened, firstSeq: 0, lastSeq: 0 });
    return text.replaceAll('**', '');
  };
}
