import { errors, jwtVerify, SignJWT } from 'jose';
import { HttpError } from '../http-error.js';

/** The official client refreshes every 15 minutes, so half an hour leaves one failed refresh. */
export const TOKEN_SECONDS = 1800;

export interface Claims {
  conversationId: string;
  user: string;
  /** The language asked for with the token; '' when none was. */
  locale: string;
  /** Nobody asked for this user id: the client may call its user as it likes. */
  anyName: boolean;
}

export interface Tokens {
  issue(claims: Claims): Promise<string>;
  /** @throws 401 without a token, 403 for an expired or forged one: the official clients tell the two apart */
  read(token: string | undefined): Promise<Claims>;
}

const AUDIENCE = 'directline';
const ALGORITHM = 'HS256';
const KEPT = 5000;

export function createTokens({ signingKey, now }: { signingKey: Uint8Array; now: () => Date }): Tokens {
  // A signature proven once holds; only the time has to be looked at again.
  const proven = new Map<string, { claims: Claims; expires: number }>();

  async function prove(token: string): Promise<{ claims: Claims; expires: number }> {
    const known = proven.get(token);
    if (known && known.expires * 1000 > now().getTime()) return known;
    const { payload } = await jwtVerify(token, signingKey, {
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      requiredClaims: ['exp', 'conversationId', 'user'],
      currentDate: now(),
    });
    const claims = {
      conversationId: String(payload.conversationId),
      user: String(payload.user),
      locale: String(payload.locale ?? ''),
      anyName: payload.anyName === true,
    };
    const found = { claims, expires: payload.exp ?? 0 };
    proven.set(token, found);
    if (proven.size > KEPT) proven.delete(proven.keys().next().value ?? '');
    return found;
  }

  return {
    issue({ conversationId, user, locale, anyName }) {
      const issued = Math.floor(now().getTime() / 1000);
      return new SignJWT({ conversationId, user, locale, ...(anyName && { anyName }) })
        .setProtectedHeader({ alg: ALGORITHM })
        .setAudience(AUDIENCE)
        .setIssuedAt(issued)
        .setExpirationTime(issued + TOKEN_SECONDS)
        .sign(signingKey);
    },
    async read(token) {
      if (!token) throw new HttpError(401, 'BadArgument', 'a token is needed; POST tokens/generate gives one');
      try {
        return (await prove(token)).claims;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new HttpError(403, 'TokenExpired', 'the token has expired');
        throw new HttpError(403, 'BadArgument', 'the token is not valid');
      }
    },
  };
}

/** What stands after "Bearer" in the header. */
export function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer\s+(\S+)$/i)?.[1];
}
