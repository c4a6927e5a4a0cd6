import { type DetailRules, optionsOf } from '../../cases/details.js';
import { isPublic } from '../../cases/public-reports.js';
import type { Category, City, Form, FormField } from '../../city/index.js';
import { refused, type Wording } from './wording.js';
import type { Answered } from './xml.js';

export type ServiceCity = Pick<City, 'categories' | 'groups' | 'boards' | 'forms' | 'districts'>;

/** A public category with its form. */
export interface Service {
  code: string;
  category: Category;
  form: Form;
}

/** What the standard has fields of its own for: description, e-mail, phone and name. */
const GIVEN_OTHERWISE = [
  'description',
  'wantsReply',
  'contactPhone',
  'contactEmail',
  'contactName',
  'preferredLanguage',
];

export function servicesOf(city: ServiceCity): Service[] {
  return Object.entries(city.categories).flatMap(([code, category]) => {
    const form = city.forms.get(category.topic);
    return isPublic(city, code) && form ? [{ code, category, form }] : [];
  });
}

/** @throws {HttpError} 404 for a code that is no service, also when the city has such a category */
export function serviceOf(city: ServiceCity, code: string, { say }: Wording): Service {
  const found = servicesOf(city).find((service) => service.code === code);
  if (!found) throw refused(404, say('open311.notFound.service', { code }));
  return found;
}

/** What a form asks for beside place, photos and what the standard has fields for. */
export function attributesOf({ fields }: Form): FormField[] {
  return fields.filter(({ name, type }) => type !== 'location' && type !== 'photo' && !GIVEN_OTHERWISE.includes(name));
}

export function serviceList(city: ServiceCity, { say, named, language }: Wording): Answered {
  return servicesOf(city).map(({ code, category: { title, group, board }, form }) => ({
    service_code: code,
    service_name: named(title),
    description: say('open311.service', { board: named(city.boards[board] ?? title) }),
    metadata: attributesOf(form).length > 0,
    type: 'realtime',
    keywords: language === 'sv' ? title.en : title.sv,
    group: named(city.groups[group]?.name ?? title),
  }));
}

/** The form of a service, in the words in which the chat asks. */
export function serviceDefinition(
  { code, form }: Service,
  { say, city, rules }: Pick<Wording, 'say'> & { city: Pick<City, 'districts'>; rules: DetailRules },
): Answered {
  return {
    service_code: code,
    attributes: attributesOf(form).map((field, at) => ({
      variable: true,
      code: field.name,
      datatype: datatypeOf(field),
      required: field.required && !field.when,
      datatype_description: say(`form.field.${field.name}.example`),
      order: at + 1,
      description: say(`form.field.${field.name}.ask`),
      values: optionsOf(field, rules).map((option) => ({ key: option, name: optionName(field, option) })),
    })),
  };

  function optionName({ name, type, options }: FormField, option: string): string {
    if (options === 'districts') return city.districts.find((one) => one.code === option)?.name ?? option;
    if (options === 'languages') return option;
    return say(`form.option.${type === 'yes-no' ? 'yesNo' : name}.${option}`);
  }
}

function datatypeOf({ type }: FormField): string {
  switch (type) {
    case 'choice':
    case 'yes-no':
      return 'singlevaluelist';
    case 'choices':
      return 'multivaluelist';
    case 'long-text':
      return 'text';
    case 'date':
    case 'date-time':
      return 'datetime';
    case 'number':
      return 'number';
    default:
      return 'string';
  }
}
