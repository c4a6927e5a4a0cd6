/** Something an editor should look at; an error stops the check, a warning is a list to work through. */
export interface Problem {
  file: string;
  line: number;
  level: 'error' | 'warning';
  message: string;
}
