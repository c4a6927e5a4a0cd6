const PREFIX = 'kontaktcenter.console.';

/** What this browser remembers of its user's taste. '' when nothing, also where storage is forbidden. */
export function preference(name: string): string {
  try {
    return localStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

export function prefer(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that remembers nothing is no fault.
  }
}
