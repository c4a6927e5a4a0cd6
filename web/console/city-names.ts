import { city } from './state/session.js';
import { language } from './texts.js';

/** Names of the city's codes in the agent's language; a code nobody knows any more is shown as it is. */
export const categoryName = (code: string) => city.value?.categories[code]?.title[language.value] ?? code;
/** An article is called by the title of the category it answers; one without a category, by its id as words. */
export function topicName(topic: string): string {
  const category = Object.values(city.value?.categories ?? {}).find((one) => one.topic === topic);
  const words = topic.replaceAll('-', ' ');
  return category?.title[language.value] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
export const groupName = (code: string) => city.value?.groups[code]?.name[language.value] ?? code;
export const boardName = (code: string) => city.value?.boards[code]?.[language.value] ?? code;
export const departmentName = (code: string) => city.value?.departments[code]?.name ?? code;
export const resolutionName = (code: string) => city.value?.resolutions[code]?.[language.value] ?? code;
export const districtName = (code: string) => city.value?.districts.find((one) => one.code === code)?.name ?? code;
export const centreName = (code: string) => city.value?.centres.find((one) => one.code === code)?.name ?? code;

/** The citizen's own way to end a case is not for us to choose. */
const WITHDRAWN = 'withdrawn';

export const resolutionsToClose = () => Object.keys(city.value?.resolutions ?? {}).filter((code) => code !== WITHDRAWN);
