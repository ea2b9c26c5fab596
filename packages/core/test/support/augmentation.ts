/** The file in which the documentation of next-auth 4 puts an augmentation. */
export const types = "types/next-auth.d.ts";

/** The members of an augmentation; `user` are members of `{ … } & DefaultSession["user"]`. */
export interface Augmented {
  readonly session?: readonly string[];
  readonly user?: readonly string[];
  readonly token?: readonly string[];
}

/** An augmentation in the form that the documentation of next-auth 4 shows. */
export function augmentation({ session = [], user, token }: Augmented): string {
  const sessionMembers = [
    ...session.map((member) => `    ${member};\n`),
    ...(user ? [`    user: {\n${user.map((one) => `      ${one};\n`).join("")}    } & DefaultSession["user"];\n`] : []),
  ];
  const blocks = [
    ...(sessionMembers.length > 0
      ? [`declare module "next-auth" {\n  interface Session {\n${sessionMembers.join("")}  }\n}\n`]
      : []),
    ...(token
      ? [`declare module "next-auth/jwt" {\n  interface JWT {\n${token.map((one) => `    ${one};\n`).join("")}  }\n}\n`]
      : []),
  ];
  return [user ? 'import type { DefaultSession } from "next-auth";\n' : "export {};\n", ...blocks].join("\n");
}
