import { signal } from '@preact/signals';

let ahead = 0;

/** The server's time, ticking: an age shown here must not depend on a clock that is wrong. */
export const now = signal(Date.now());

/** Learns from an answer's `Date` header, which is up to a second old. */
export function setServerTime(header: string | null): void {
  const time = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(time)) return;
  const difference = time + 500 - Date.now();
  if (Math.abs(difference - ahead) > 1500) ahead = difference;
}

/** Whether somebody can see the console: it is not behind another tab or window. */
export const visible = signal(!document.hidden);
document.addEventListener('visibilitychange', () => {
  visible.value = !document.hidden;
});

export function startClock(): void {
  setInterval(() => {
    now.value = Date.now() + ahead;
  }, 1000);
}
