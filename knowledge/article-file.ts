/** One `## Heading` of an article with the lines below it; `line` is where the heading stands. */
export interface Section {
  heading: string;
  line: number;
  lines: readonly string[];
}

/** An article as it stands in its file: the form taken apart, nothing judged and no facts inserted. */
export interface ArticleFile {
  title: string;
  titleLine: number;
  sections: readonly Section[];
}

/** Takes a Markdown article apart by its headings; docs/for-editors.md shows the form. */
export function parseArticle(text: string): ArticleFile {
  const sections: (Section & { lines: string[] })[] = [];
  let title = '';
  let titleLine = 1;
  text.split(/\r?\n/).forEach((line, index) => {
    const heading = /^##\s+(.*?)\s*$/.exec(line)?.[1];
    const top = /^#\s+(.*?)\s*$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ heading, line: index + 1, lines: [] });
    else if (top !== undefined && !title) [title, titleLine] = [top, index + 1];
    else sections.at(-1)?.lines.push(line);
  });
  return { title, titleLine, sections };
}

export function sectionNamed(file: ArticleFile, heading: string): Section | undefined {
  return file.sections.find((section) => section.heading === heading);
}

export function textOf(section: Section | undefined): string {
  return section?.lines.join('\n').trim() ?? '';
}

/** The items of a list section with the line each stands on. */
export function itemsOf(section: Section | undefined): { text: string; line: number }[] {
  if (!section) return [];
  return section.lines.flatMap((line, index) => {
    const text = /^\s*[-*]\s+(.*?)\s*$/.exec(line)?.[1];
    return text ? [{ text, line: section.line + 1 + index }] : [];
  });
}
