import { useEffect, useState } from 'preact/hooks';
import type { Form } from '../api/case-shapes.js';
import { sentenceFor } from '../state/failure.js';
import { formOf } from '../state/forms.js';
import { city } from '../state/session.js';

/** The form of a category, once it is here; undefined for a category without one. */
export function useForm(category: string): { form: Form | undefined; problem: string } {
  const [form, setForm] = useState<Form>();
  const [problem, setProblem] = useState('');
  const id = city.value?.categories[category]?.form ?? '';
  useEffect(() => {
    setForm(undefined);
    setProblem('');
    if (!id) return;
    let current = true;
    formOf(id).then(
      (found) => current && setForm(found),
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, [id]);
  return { form, problem };
}
