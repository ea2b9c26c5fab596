/** The varying parts of the tests' auth files. */
export interface AuthParts {
  /** Whole methods or properties, without a comma at the end. */
  readonly jwt?: string;
  readonly session?: string;
  /** Expressions, one for each provider. */
  readonly providers?: readonly string[];
  /** Further properties of the options, without a comma at the end. */
  readonly options?: string;
  /** Further imports and declarations. */
  readonly head?: string;
}

export const github = 'GithubProvider({ clientId: "id", clientSecret: "secret" })';
export const email = 'EmailProvider({ server: "smtp://localhost", from: "us@example.org" })';

/** A credentials provider whose users are this object. */
export function credentials(user = '{ id: "1", name: "Ann" }'): string {
  return `CredentialsProvider({ name: "Password", credentials: {}, authorize: () => (${user}) })`;
}

/** An auth file in the form in which the documentation of next-auth 4 shows it. */
export function authFile({ jwt, session, providers = [], options, head }: AuthParts): string {
  const all = providers.join();
  const imports = [
    'import type { NextAuthOptions } from "next-auth";',
    all.includes("CredentialsProvider(") && 'import CredentialsProvider from "next-auth/providers/credentials";',
    all.includes("EmailProvider(") && 'import EmailProvider from "next-auth/providers/email";',
    all.includes("GithubProvider(") && 'import GithubProvider from "next-auth/providers/github";',
    'import { enabled, list, load } from "./helpers";',
    head,
  ];
  const callbacks = [jwt, session].filter((one) => one !== undefined).map((one) => `    ${one},\n`);
  return `${imports.filter(Boolean).join("\n")}

export const authOptions: NextAuthOptions = {
  providers: [${providers.join(", ")}],
${options === undefined ? "" : `  ${options},\n`}  callbacks: {
${callbacks.join("")}  },
};

export const used: unknown = [enabled, list, load];
`;
}

/** The import of the auth files: values that are unknown before the program runs. */
export const helpers = `export const enabled: boolean = Date.now() % 2 === 0;
export const list: readonly string[] = [];
export function load(): Promise<string> {
  return Promise.resolve("loaded");
}
`;

/** A `session` callback of these lines that returns its session. */
export function session(...lines: readonly string[]): string {
  return `session({ session, token }) {
      ${lines.join("\n      ")}
      return session;
    }`;
}
