import type { AuthFile } from "../grammar/auth-file.js";
import { oneOf, type Chance } from "./chance.js";
import type { Sandbox } from "./sandbox.js";

/** A session or a token as its readers get it: after JSON. */
export interface Seen {
  readonly of: "Session" | "JWT";
  readonly value: Fields;
  /** Whether the session began with a user's first sign-in. */
  readonly isSignUp: boolean;
}

export type Fields = Readonly<Record<string, unknown>>;

const readsInALife = 5;

/** Whether a session can begin with a first sign-in, which the library does not know for credentials. */
export function hasSignUps({ strategy, providers }: AuthFile): boolean {
  return strategy === "jwt" && providers !== "credentials";
}

/**
 * A session from its sign-in on, in next-auth 4's order: see `core/routes/callback.js` and `core/routes/session.js`
 * there. It ends if a callback throws or returns nothing.
 */
export function lead(sandbox: Sandbox, auth: AuthFile, chance: Chance): Seen[] {
  return auth.strategy === "jwt" ? leadWithToken(sandbox, auth, chance) : leadWithRow(sandbox, auth, chance);
}

function leadWithToken(sandbox: Sandbox, auth: AuthFile, chance: Chance): Seen[] {
  const seen: Seen[] = [];
  const isOAuth = auth.providers === "oauth" || (auth.providers === "both" && oneOf(chance, true, false));
  const isSignUp = isOAuth && oneOf(chance, true, false);
  const { user, account, profile } = isOAuth ? oauthSignIn(chance) : credentialsSignIn();
  let token = travelled(
    sandbox.jwt({
      token: { name: user.name, email: user.email, picture: user.image, sub: user.id },
      user,
      account,
      ...(profile && { profile }),
      isNewUser: isSignUp,
      trigger: isSignUp ? "signUp" : "signIn",
    }),
  );
  for (let read = 0; token && read < readsInALife; read++) {
    seen.push({ of: "JWT", value: token, isSignUp });
    const decoded: Fields = { ...token, iat: 1, exp: 2, jti: "id" };
    const isUpdate = oneOf(chance, true, false, false);
    const given = sandbox.jwt({
      token: decoded,
      ...(isUpdate && { trigger: "update" }),
      session: isUpdate
        ? oneOf(chance, { plan: "updated", role: "admin", seats: 7, data: {} }, { plan: "other" })
        : undefined,
    });
    // Without a token the session ends.
    const session =
      travelled(given) &&
      sandbox.session({
        session: {
          user: { name: decoded["name"], email: decoded["email"], image: decoded["picture"] },
          expires: "2030-01-01T00:00:00.000Z",
        },
        token: given?.value,
      });
    const answer = travelled(session);
    // The token is encoded after the session callback.
    token = answer && travelled(given);
    if (answer) seen.push({ of: "Session", value: answer, isSignUp });
  }
  return seen;
}

function leadWithRow(sandbox: Sandbox, auth: AuthFile, chance: Chance): Seen[] {
  const seen: Seen[] = [];
  for (let read = 0; read < readsInALife; read++) {
    const isOAuth = auth.providers === "oauth" || (auth.providers === "both" && oneOf(chance, true, false));
    const user = {
      id: "1",
      name: oneOf(chance, "Ann", null),
      email: "a@b.c",
      image: null,
      emailVerified: null,
      // The row has the provider's fields.
      ...(!isOAuth && { role: "red" }),
    };
    const answer = travelled(
      sandbox.session({
        session: {
          user: { name: user.name, email: user.email, image: user.image },
          expires: "2030-01-01T00:00:00.000Z",
        },
        user,
        newSession: undefined,
        ...(oneOf(chance, true, false) && { trigger: "update" }),
      }),
    );
    if (!answer) break;
    seen.push({ of: "Session", value: answer, isSignUp: false });
  }
  return seen;
}

interface SignIn {
  readonly user: { readonly id: string; readonly name: string | null; readonly email: string; readonly image?: string };
  readonly account: object;
  readonly profile?: object;
}

function oauthSignIn(chance: Chance): SignIn {
  return {
    user: { id: "1", name: oneOf(chance, "Ann", null), email: "a@b.c", image: "a.png" },
    account: {
      provider: "github",
      type: "oauth",
      providerAccountId: "1",
      access_token: "secret",
      token_type: "bearer",
    },
    profile: { id: 1, login: "ann", name: oneOf(chance, "Ann", null), email: "a@b.c" },
  };
}

function credentialsSignIn(): SignIn {
  return {
    user: { id: "1", name: "Ann", email: "a@b.c", ...{ role: "red" } },
    account: { provider: "credentials", type: "credentials", providerAccountId: "1" },
  };
}

/** An answer after JSON; `undefined` if it is not an object. */
function travelled(answer: { readonly value: unknown } | undefined): Fields | undefined {
  if (!answer) return undefined;
  try {
    const text = JSON.stringify(answer.value) as string | undefined;
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
