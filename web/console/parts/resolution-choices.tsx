import { resolutionName, resolutionsToClose } from '../city-names.js';
import { t } from '../texts.js';
import { Choices } from './choices.js';

interface Props {
  /** '' until one is chosen. */
  value: string;
  /** It was to be closed already: without a choice it says what is missing. */
  tried: boolean;
  onChange: (resolution: string) => void;
}

/** How a matter ended, one of the city's own list. */
export function ResolutionChoices({ value, tried, onChange }: Props) {
  return (
    <Choices
      single
      legend={t('close.resolution')}
      options={resolutionsToClose().map((code) => ({ value: code, label: resolutionName(code) }))}
      chosen={[value]}
      onChange={([chosen = '']) => onChange(chosen)}
      error={tried && !value ? t('close.resolutionMissing') : undefined}
    />
  );
}
