import pino, { type DestinationStream, type Logger } from 'pino';

/** Fields that may hold what a citizen or an agent wrote, or who they are. They never reach a log line. */
const PERSONAL = [
  'text',
  'speak',
  'value',
  'phone',
  'email',
  'name',
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
];

/** Structured log: constant messages with fields beside, nothing personal in them. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), remove: true },
    serializers: { err: faultOf, error: faultOf },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An error's message may quote what somebody wrote; its kind and place say enough. */
function faultOf(error: unknown) {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = (error as { code?: unknown }).code;
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');
  return { kind: error.name, ...(code !== undefined && { code }), at };
}
