const PATHS = {
  lock: 'M6 9V7a4 4 0 0 1 8 0v2m-9 0h10v8H5z',
  note: 'M4 4h12v8l-4 4H4zm8 12v-4h4M7 8h6M7 11h3',
  back: 'M12 4l-6 6 6 6',
  send: 'M3 10l14-6-5 13-3-5z',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 7c0-3 2.7-5 6-5s6 2 6 5',
  bell: 'M5 14h10l-1.5-2V9a3.5 3.5 0 0 0-7 0v3zM8.5 16.5h3',
  down: 'M10 4v11m-5-5l5 5 5-5',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  add: 'M10 4v12M4 10h12',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zm4-1l4 4',
  menu: 'M4 6h12M4 10h12M4 14h12',
  machine: 'M4 7h12v8H4zm6 0V4M7.5 10.5v1m5-1v1M2 10v2m16-2v2',
  warning: 'M10 3l8 14H2zm0 5v4m0 2.5v.1',
} as const;

/** A drawing beside a text; never the only bearer of a meaning. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
