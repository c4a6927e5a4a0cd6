import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The project's root, found from this file, which runs as dist/bot/config.js and is tested as bot/config.ts. */
export const ROOT = /[\\/]dist[\\/]bot$/.test(__dirname) ? join(__dirname, '..', '..') : join(__dirname, '..');

const url = (protocols: string) =>
  z.string().refine((value) => {
    try {
      return new RegExp(`^(${protocols}):$`).test(new URL(value).protocol);
    } catch {
      return false;
    }
  });

const origins = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .pipe(
    z.array(
      z.string().refine((value) => /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value),
    ),
  );

interface Setting {
  schema: z.ZodType;
  /** What the variable is for; the README's table is made of these. */
  about: string;
  wrong: string;
  example: string;
}

/** Every environment variable the program reads. Nothing else in the project touches process.env. */
export const SETTINGS = {
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65535))
      .default(3978),
    about: 'Port of the one server. 0 takes a free one.',
    wrong: 'is no port number',
    example: '3978',
  },
  HOST: {
    schema: z.string().regex(/^\S+$/).default('127.0.0.1'),
    about: 'Address to listen on.',
    wrong: 'is no address',
    example: '127.0.0.1',
  },
  DATA_DIR: {
    schema: z.string().min(1).default('./data'),
    about: 'Folder of the embedded store and of uploaded files.',
    wrong: 'is no folder',
    example: './data',
  },
  CITY_DIR: {
    schema: z.string().min(1).default(join(ROOT, 'city')),
    about: 'Folder with the city as data.',
    wrong: 'is no folder',
    example: './city',
  },
  PUBLIC_URL: {
    schema: url('https?')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    about: 'Address under which citizens reach the server, when a proxy stands before it.',
    wrong: 'is no http(s) address',
    example: 'https://kontakt.example.org',
  },
  MONGODB_URI: {
    schema: url('mongodb(\\+srv)?').optional(),
    about: 'MongoDB instead of the embedded store.',
    wrong: 'is no mongodb address',
    example: 'mongodb://127.0.0.1:27017/kontaktcenter',
  },
  REDIS_URI: {
    schema: url('rediss?').optional(),
    about: 'Several processes for one city. Not supported yet: the program says so and stops.',
    wrong: 'is no redis address',
    example: 'redis://127.0.0.1:6379',
  },
  ADMIN_PASSWORD: {
    schema: z.string().min(8).max(256).optional(),
    about:
      "The first administrator's password, read on the very first start only. Unset: one is made and printed once.",
    wrong: 'must have 8 to 256 characters',
    example: 'correct-horse-battery',
  },
  TRUSTED_ORIGINS: {
    schema: origins.default([]),
    about: 'Pages that may embed the chat, separated by commas.',
    wrong: 'must be a list of origins',
    example: 'https://www.example.org,https://start.example.org',
  },
  MicrosoftAppType: {
    schema: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI']).optional(),
    about: 'Kind of the Azure bot registration.',
    wrong: 'must be MultiTenant, SingleTenant or UserAssignedMSI',
    example: 'SingleTenant',
  },
  MicrosoftAppId: {
    schema: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
    about: 'App id of the Azure bot. Unset: /api/messages answers 503.',
    wrong: 'is no app id',
    example: '00000000-0000-0000-0000-000000000000',
  },
  MicrosoftAppPassword: {
    schema: z.string().min(1).optional(),
    about: 'Its secret.',
    wrong: 'is empty',
    example: 'the-secret-from-azure',
  },
  MicrosoftAppTenantId: {
    schema: z.string().min(1).optional(),
    about: 'Its tenant.',
    wrong: 'is empty',
    example: '00000000-0000-0000-0000-000000000000',
  },
  SMTP_URL: {
    schema: url('smtps?').optional(),
    about: 'Mail server for messages to citizens. Unset: no mail is sent and none is promised.',
    wrong: 'is no smtp address',
    example: 'smtp://127.0.0.1:25',
  },
  MAIL_FROM: {
    schema: z
      .string()
      .regex(/^[^@\s]+@[^@\s]+$/)
      .optional(),
    about: 'Sender of such mail. Needed when SMTP_URL is set.',
    wrong: 'is no e-mail address',
    example: 'kontakt@example.org',
  },
  TRANSLATOR_URL: {
    schema: url('https?')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    about:
      "Server with LibreTranslate's HTTP API, for citizens and agents who share no language. Unset: nothing is translated.",
    wrong: 'is no http(s) address',
    example: 'http://127.0.0.1:5000',
  },
  HANDOFF_HUB_URL: {
    schema: url('https?').optional(),
    about: "The city's own agent desk, asked before ours: where it takes activities. Needs HANDOFF_HUB_SECRET.",
    wrong: 'is no http(s) address',
    example: 'https://hub.example.org/activities',
  },
  HANDOFF_HUB_SECRET: {
    schema: z.string().min(16).max(256).optional(),
    about: 'What that desk and this program sign with for each other. Needed when HANDOFF_HUB_URL is set.',
    wrong: 'must have 16 to 256 characters',
    example: 'made-by-a-password-generator',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    about: 'How much is logged.',
    wrong: 'must be one of fatal, error, warn, info, debug, trace, silent',
    example: 'info',
  },
} as const satisfies Record<string, Setting>;

type Values = { [name in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[name]['schema']> };

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  cityDir: string;
  publicUrl: string | undefined;
  mongodbUri: string | undefined;
  adminPassword: string | undefined;
  trustedOrigins: readonly string[];
  /** Undefined: the city sends no mail. */
  mail: { smtpUrl: string; from: string } | undefined;
  /** Undefined: the city has no other agent desk than ours. */
  hub: { url: string; secret: string } | undefined;
  /** Undefined: nothing is translated. */
  translatorUrl: string | undefined;
  azure: { appId: string; appType: string; appPassword: string; tenantId: string } | undefined;
  logLevel: string;
}

/** A setting that cannot be used. The message names the variable, what is wrong with its value, and an example. */
export class ConfigFault extends Error {}

function valuesOf(env: NodeJS.ProcessEnv): Values {
  const read = Object.entries(SETTINGS as Record<string, Setting>).map(([name, { schema, wrong, example }]) => {
    const given = env[name] === '' ? undefined : env[name];
    const result = schema.safeParse(given);
    if (result.success) return [name, result.data];
    const shown = /PASSWORD|SECRET|SMTP_URL/i.test(name) ? 'its value' : `"${given}"`;
    throw new ConfigFault(`${name}: ${shown} ${wrong}. Example: ${name}=${example}`);
  });
  return Object.fromEntries(read) as Values;
}

/**
 * Reads and checks the whole environment once, at start.
 * @throws {ConfigFault} so that a wrong value stops the program before a citizen meets it
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = valuesOf(env);
  if (values.REDIS_URI)
    throw new ConfigFault('REDIS_URI: several processes for one city are not supported yet. Leave it unset.');
  const { SMTP_URL, MAIL_FROM } = values;
  if (SMTP_URL && !MAIL_FROM)
    throw new ConfigFault('MAIL_FROM: it is needed when SMTP_URL is set. Example: MAIL_FROM=kontakt@example.org');
  const { HANDOFF_HUB_URL, HANDOFF_HUB_SECRET } = values;
  if (HANDOFF_HUB_URL && !HANDOFF_HUB_SECRET)
    throw new ConfigFault(
      'HANDOFF_HUB_SECRET: it is needed when HANDOFF_HUB_URL is set. Example: HANDOFF_HUB_SECRET=made-by-a-password-generator',
    );
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId } = values;
  if (MicrosoftAppId && !MicrosoftAppPassword && MicrosoftAppType !== 'UserAssignedMSI') {
    throw new ConfigFault(
      'MicrosoftAppPassword: it is needed when MicrosoftAppId is set. Example: MicrosoftAppPassword=the-secret-from-azure',
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    cityDir: values.CITY_DIR,
    publicUrl: values.PUBLIC_URL,
    mongodbUri: values.MONGODB_URI,
    adminPassword: values.ADMIN_PASSWORD,
    trustedOrigins: values.TRUSTED_ORIGINS,
    mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : undefined,
    hub: HANDOFF_HUB_URL && HANDOFF_HUB_SECRET ? { url: HANDOFF_HUB_URL, secret: HANDOFF_HUB_SECRET } : undefined,
    translatorUrl: values.TRANSLATOR_URL,
    azure: MicrosoftAppId
      ? {
          appId: MicrosoftAppId,
          appType: MicrosoftAppType ?? 'MultiTenant',
          appPassword: MicrosoftAppPassword ?? '',
          tenantId: MicrosoftAppTenantId ?? '',
        }
      : undefined,
    logLevel: values.LOG_LEVEL,
  };
}

/** The environment of this process, with a `.env` file in the working folder behind it. */
export function processEnvironment(): NodeJS.ProcessEnv {
  const fromFile: Record<string, string> = {};
  try {
    for (const line of readFileSync('.env', 'utf8').split('\n')) {
      const match = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
      if (match?.[1] && !line.trimStart().startsWith('#'))
        fromFile[match[1]] = (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2');
    }
  } catch {
    // no .env: everything has a default
  }
  return { ...fromFile, ...process.env };
}
