import { t } from '../texts.js';

/** A number to call, one press away. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a class="phone" href={`tel:${phone}`} aria-label={t('callBacks.call', { phone })} dir="ltr">
      {phone}
    </a>
  );
}
