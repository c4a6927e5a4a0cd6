import { useEffect, useState } from 'preact/hooks';
import type { Checked } from '../api/editorial-shapes.js';
import { checkText, type WrittenText } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';

const PAUSE_MS = 600;

interface Check {
  /** Of `of`, the text as it was a moment ago. */
  checked?: Checked & { of: string };
  problem?: string;
}

/** What the editors' check says of a text while it is written. */
export function useCheck({ topic, language, category, text }: WrittenText): Check {
  const [check, setCheck] = useState<Check>({});
  useEffect(() => {
    if (text.trim() === '') return setCheck({});
    let current = true;
    const pause = setTimeout(() => {
      checkText({ topic, language, category, text }).then(
        (checked) => current && setCheck({ checked: { ...checked, of: text } }),
        (error) => current && setCheck((before) => ({ ...before, problem: sentenceFor(error) })),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [topic, language, category, text]);
  return check;
}
