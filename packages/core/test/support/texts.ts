import { authFile, type AuthParts } from "./auth-file.js";

/** The files after `fix` of a project that declares nothing yet, if it also changes the auth file: both files. */
export function authAndAugmentation(auth: AuthParts, augmentation: string): Record<string, string> {
  return { "auth.ts": authFile(auth), "next-auth.d.ts": augmentation };
}

/** The augmentation file of a project that declares nothing yet, with these members of `Session["user"]`. */
export function userAugmentation(...members: readonly string[]): string {
  return `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
${members.map((member) => `      ${member};\n`).join("")}    } & DefaultSession["user"];
  }
}
`;
}

/** The same with these members of `Session`. */
export function sessionAugmentation(...members: readonly string[]): string {
  return `export {};

declare module "next-auth" {
  interface Session {
${members.map((member) => `    ${member};\n`).join("")}  }
}
`;
}

/** The same with these members of `JWT`. */
export function tokenAugmentation(...members: readonly string[]): string {
  return `export {};

declare module "next-auth/jwt" {
  interface JWT {
${members.map((member) => `    ${member};\n`).join("")}  }
}
`;
}

/** A session callback around some statements, which returns its session. */
export function sessionCallback(body: string): string {
  return `async session({ session, token }) {
      ${body}
      return session;
    }`;
}

/** The same for a jwt callback. */
export function jwtCallback(body: string): string {
  return `async jwt({ token, user, trigger, session }) {
      ${body}
      return token;
    }`;
}
