import { effect, signal } from '@preact/signals';
import type { Form, FormField } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import { languageName } from '../format.js';
import { type Language, language } from '../texts.js';
import { city } from './session.js';

/** The sentences of the guided dialogs: many, and needed only where a form is read or filled in. */
const sources = {
  sv: () => import('../../../locales/sv/form.json'),
  en: () => import('../../../locales/en/form.json'),
} satisfies Record<Language, unknown>;

interface FormTexts {
  field: Record<string, { label: string }>;
  option: Record<string, Record<string, string>>;
}

const texts = signal<{ language: Language; texts: FormTexts } | undefined>(undefined);

/** Whether fields and options have their names in the language of the console by now. */
export const formTextsHere = () => texts.value?.language === language.value;

/** Brings the names of fields; they follow the language of the console. */
export function watchFormTexts(): () => void {
  return effect(() => {
    const wanted = language.value;
    if (texts.peek()?.language === wanted) return;
    sources[wanted]().then(
      ({ field, option }) => {
        if (language.peek() === wanted) texts.value = { language: wanted, texts: { field, option } };
      },
      // Without them a field is called by its code; the next view asks again.
      () => undefined,
    );
  });
}

export const fieldLabel = (name: string): string => texts.value?.texts.field[name]?.label ?? name;

export function optionLabel(
  { name, type, options }: Pick<FormField, 'name' | 'type' | 'options'>,
  code: string,
): string {
  if (options === 'districts') return city.value?.districts.find((one) => one.code === code)?.name ?? code;
  if (options === 'languages') return languageName(code);
  return texts.value?.texts.option[type === 'yes-no' ? 'yesNo' : name]?.[code] ?? code;
}

/** The codes a field can be answered with; none for one that takes free text. */
export function codesOf({ type, options }: FormField): string[] {
  if (type === 'yes-no') return ['yes', 'no'];
  if (options === 'districts') return (city.value?.districts ?? []).map(({ code }) => code);
  if (options === 'languages') return (city.value?.languages ?? []).map(({ code }) => code);
  return options;
}

const kept = new Map<string, Promise<Form>>();

/** @throws {ApiError | NoConnection} */
export function formOf(id: string): Promise<Form> {
  const asked = kept.get(id) ?? call<Form>('GET', `/api/forms/${encodeURIComponent(id)}`);
  kept.set(id, asked);
  asked.catch(() => kept.delete(id));
  return asked;
}
