import type { z } from 'zod';
import type { City, Form } from '../../city/index.js';
import { HttpError } from '../http-error.js';
import { formShape } from './case-shapes.js';
import { type Route, route } from './route.js';

interface Needs {
  city: Pick<City, 'forms'>;
}

/** What the guided dialogs ask for, so that a case's answers can be read and taken down by hand. */
export function formRoutes({ city }: Needs): Route[] {
  const forms = new Map([...city.forms.values()].map((form) => [form.id, form]));
  return [
    route({
      method: 'GET',
      path: '/api/forms/{id}',
      name: 'getForm',
      about: 'The fields of a form, in the order in which they are asked; their names have sentences in the locales.',
      allowed: ['agent', 'officer', 'supervisor'],
      answer: { status: 200, about: 'the form', schema: formShape },
      refusals: [404],
      async handle({ params: { id = '' } }) {
        const form = forms.get(id);
        if (!form) throw new HttpError(404, 'NotFound', 'there is no such form');
        return formForConsole(form);
      },
    }),
  ];
}

function formForConsole({ id, becomes, fields }: Form): z.output<typeof formShape> {
  return {
    id,
    becomes,
    fields: fields.map(({ name, type, options = [], required, when = {}, unless = '' }) => ({
      name,
      type,
      options: typeof options === 'string' ? options : [...options],
      required,
      when,
      unless,
    })),
  };
}
