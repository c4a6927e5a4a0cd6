import { parseArticle } from '../../../knowledge/article-file.js';

export const EASY = 'In easy Swedish';
export const REVIEWED_BY = 'Reviewed by';

/** The sections of docs/for-editors.md in their order; what a district has of its own stands before the source. */
const ORDER: readonly string[] = [
  'Asked as',
  'Answer',
  EASY,
  'E-service',
  'Without the internet',
  'Responsible',
  'District',
  'Source',
  'Checked on',
  REVIEWED_BY,
];
const OFFERED = ORDER.filter((heading) => ![EASY, 'District', REVIEWED_BY].includes(heading));
const LISTS = ['Asked as', 'Source'];

/** A piece of the file as it was read: written back to the letter as long as nobody changes its value. */
interface Original {
  value: string;
  lines: readonly string[];
}

export interface FormSection {
  heading: string;
  /** What stands in the field: a list has one item a line, without its dashes. */
  value: string;
  original?: Original;
}

/** An article's file as fields. */
export interface ArticleForm {
  title: string;
  /** Everything above the first section. */
  top: Original;
  sections: FormSection[];
}

/** `own` are headings that only texts of this language have. */
export function readForm(text: string, own: readonly string[] = []): ArticleForm {
  const parsed = parseArticle(text);
  const lines = text.split('\n');
  const starts = parsed.sections.map(({ line }) => line - 1);
  const end = starts[0] ?? lines.length;
  const sections = parsed.sections.map(({ heading }, index): FormSection => {
    const own = lines.slice(starts[index], starts[index + 1] ?? lines.length);
    const value = fieldValueOf(heading, own.slice(1));
    return { heading, value, original: { value, lines: own } };
  });
  const title = parsed.titleLine <= end ? parsed.title : '';
  const form = { title, top: { value: title, lines: lines.slice(0, end) }, sections };
  return [...OFFERED, ...own].reduce<ArticleForm>(withSection, form);
}

/** The form with a section more, where the order of the form has it; as it is when the section is there. */
export function withSection(form: ArticleForm, heading: string): ArticleForm {
  const { sections } = form;
  if (sections.some((section) => section.heading === heading)) return form;
  const later = sections.findIndex((section) => rankOf(section.heading) > rankOf(heading));
  const at = later < 0 ? sections.length : later;
  return { ...form, sections: [...sections.slice(0, at), { heading, value: '' }, ...sections.slice(at)] };
}

export function withValue(form: ArticleForm, index: number, value: string): ArticleForm {
  return { ...form, sections: form.sections.map((section, at) => (at === index ? { ...section, value } : section)) };
}

export function writeForm({ title, top, sections }: ArticleForm): string {
  const head = title === top.value ? top.lines : withTitle(top.lines, title);
  return [...head, ...sections.flatMap(linesOf)].join('\n');
}

export const isList = (heading: string): boolean => LISTS.includes(heading);

export function districtOf(heading: string): string | undefined {
  return /^District (\S+)$/.exec(heading)?.[1];
}

/** -1 for a section nobody knows: it stays where it is. */
function rankOf(heading: string): number {
  return ORDER.indexOf(districtOf(heading) ? 'District' : heading);
}

function fieldValueOf(heading: string, body: readonly string[]): string {
  const lines = body.map((line) => line.replace(/\r$/, ''));
  const shown = isList(heading) ? lines.map((line) => line.replace(/^\s*[-*]\s+/, '')) : lines;
  return shown.join('\n').trim();
}

/** None for a section that is left out. */
function linesOf({ heading, value, original }: FormSection): readonly string[] {
  if (original && original.value === value) return original.lines;
  const lines = value.trim() === '' ? [] : value.trim().split('\n');
  if (lines.length === 0 && (!original || isOptional(heading))) return [];
  const items = lines.filter((line) => line.trim() !== '').map((line) => `- ${line.trim()}`);
  return [`## ${heading}`, ...(isList(heading) ? items : lines), ''];
}

const isOptional = (heading: string): boolean =>
  ['E-service', EASY, REVIEWED_BY].includes(heading) || districtOf(heading) !== undefined || rankOf(heading) < 0;

function withTitle(lines: readonly string[], title: string): string[] {
  const at = lines.findIndex((line) => /^#\s+\S/.test(line));
  if (at >= 0) return lines.map((line, index) => (index === at ? `# ${title.trim()}` : line));
  return [`# ${title.trim()}`, '', ...(lines.some((line) => line.trim()) ? lines : [])];
}

export const titleOf = (text: string): string => parseArticle(text).title;
