import { readFileSync } from 'node:fs';
import { articlePaths } from '../../../knowledge/articles.js';
import {
  EASY,
  REVIEWED_BY,
  readForm,
  withSection,
  withValue,
  writeForm,
} from '../../../web/console/articles/article-form.js';
import { KNOWLEDGE } from '../../support/articles.js';

const headings = (text: string) => readForm(text).sections.map(({ heading }) => heading);
const at = (text: string, heading: string) => headings(text).indexOf(heading);

describe('an article as a form', () => {
  const files = articlePaths(KNOWLEDGE).map(({ file }) => readFileSync(file, 'utf8'));

  it('gives back each of the city’s articles to the letter', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const text of files) expect(writeForm(readForm(text))).toBe(text);
  });

  it('writes each of them the same when every field has been typed anew', () => {
    for (const text of files) {
      const form = readForm(text);
      const typed = form.sections.map(({ heading, value }) => ({ heading, value }));
      expect(writeForm({ ...form, sections: typed })).toBe(text);
    }
  });

  it.each([
    ['nothing', ''],
    ['only a title', '# Höns'],
    ['no title', '\n## Answer\nJa.'],
    ['words above the title and between the sections', 'först\n\n# Höns\nsedan\n\n## Answer\n\n\nJa.  \n\n\n'],
    ['a section nobody knows, and one twice', '# Höns\n## Eget\nbehålls\n## Answer\nJa.\n## Answer\nNej.\n'],
    ['line ends of another system', '# Höns\r\n\r\n## Asked as\r\n* får jag\r\n## Answer\r\nJa.\r\n'],
    ['a title below the first section', '## Answer\nJa.\n# Höns\n'],
  ])('keeps a file with %s as it is', (_what, text) => {
    expect(writeForm(readForm(text))).toBe(text);
  });

  it('changes only what somebody has changed', () => {
    const text = '# Höns\n\n## Asked as\n* får jag ha höns\n\n## Eget\n\nbehålls  \n\n## Answer\nJa.\n';
    const form = withValue({ ...readForm(text), title: 'Tuppar' }, at(text, 'Answer'), 'Nej.');
    expect(writeForm(form)).toBe(text.replace('# Höns', '# Tuppar').replace('Ja.', 'Nej.'));
  });

  it('writes an empty form in the order of the editors’ guide, and nothing that is empty', () => {
    let form = { ...readForm(''), title: 'Höns' };
    form = withValue(form, 0, 'får jag ha höns\n\nhöns');
    form = withValue(withSection(form, 'District bromma'), 5, 'I Bromma också.');
    form = withValue(form, 6, '{{law.honor}}');
    expect(writeForm(form)).toBe(
      '# Höns\n\n## Asked as\n- får jag ha höns\n- höns\n\n## District bromma\nI Bromma också.\n\n## Source\n- {{law.honor}}\n',
    );
  });

  it('has a field for easy Swedish behind the answer, and one for the reviewer last, where the language has them', () => {
    const text = '# Höns\n\n## Answer\nJa.\n\n## Checked on\n2026-11-01\n';
    const easy = readForm(text, [EASY]);
    const behind = easy.sections.findIndex(({ heading }) => heading === EASY);
    expect(easy.sections[behind - 1]?.heading).toBe('Answer');
    expect(writeForm(withValue(easy, behind, 'Du får ha höns.'))).toBe(
      text.replace('## Checked', '## In easy Swedish\nDu får ha höns.\n\n## Checked'),
    );
    const translation = readForm(text, [REVIEWED_BY]);
    const last = translation.sections.length - 1;
    expect(translation.sections[last]?.heading).toBe(REVIEWED_BY);
    expect(writeForm(translation)).toBe(text);
    const signed = writeForm(withValue(translation, last, 'Maria Ek'));
    expect(signed).toBe(`${text}\n## Reviewed by\nMaria Ek\n`);
    expect(writeForm(withValue(readForm(signed, [REVIEWED_BY]), last, ''))).toBe(text);
  });

  it('leaves out what may be left out, and keeps the heading of what is missing', () => {
    const text = '# Höns\n\n## Answer\nJa.\n\n## E-service\nlänk\n\n## District bromma\nNej.\n';
    const emptied = ['Answer', 'E-service', 'District bromma'].reduce(
      (form, heading) => withValue(form, at(text, heading), ''),
      readForm(text),
    );
    expect(writeForm(emptied)).toBe('# Höns\n\n## Answer\n');
  });

  it('offers a section once', () => {
    const text = '# Höns\n## District bromma\nNej.\n';
    expect(withSection(readForm(text), 'District bromma')).toEqual(readForm(text));
    expect(headings('')).toEqual([
      'Asked as',
      'Answer',
      'E-service',
      'Without the internet',
      'Responsible',
      'Source',
      'Checked on',
    ]);
  });
});
