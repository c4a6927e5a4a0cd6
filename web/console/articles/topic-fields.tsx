import { categoryName } from '../city-names.js';
import { Combobox } from '../parts/combobox.js';
import { Field } from '../parts/field.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';

const TOPIC = /^[a-z0-9][a-z0-9-]{0,79}$/;

export const isTopic = (topic: string): boolean => TOPIC.test(topic);

interface Props {
  topic: string;
  category: string;
  tried: boolean;
  onTopic: (topic: string) => void;
  onCategory: (category: string) => void;
}

/** What a new article is called in addresses and files, and where it belongs; neither is changed later. */
export function TopicFields({ topic, category, tried, onTopic, onCategory }: Props) {
  return (
    <>
      <Field
        label={t('articles.topic')}
        hint={t('articles.topicHint')}
        error={tried && !isTopic(topic) ? t('articles.topicFault') : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            type="text"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={80}
            value={topic}
            onInput={(event) => onTopic(event.currentTarget.value.trim().toLowerCase())}
          />
        )}
      </Field>
      <Combobox
        label={t('articles.category')}
        hint={t('articles.categoryHint')}
        options={categories()}
        value={category}
        onChange={onCategory}
        error={tried && !category ? t('articles.categoryMissing') : undefined}
      />
    </>
  );
}

function categories() {
  return Object.keys(city.value?.categories ?? {})
    .map((value) => ({ value, label: categoryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
