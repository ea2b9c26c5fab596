import { describe, test } from "vitest";
import { types } from "../support/augmentation.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { checkMarked } from "../support/marked-project.js";
import type { ProjectOptions } from "../support/project.js";

const optional = "⟦no-maybe-missing-field⟧";
const mismatched = "⟦no-mismatched-field⟧";
const unassigned = "⟦no-unassigned-field⟧";

const callback = (...writes: readonly string[]): string => `session({ session, token }) {
      session.user.id = token.sub!;
      ${writes.join("\n      ")}
      return session;
    }`;
const maybeRole = 'if (enabled) session.user.role = "admin";';
const level = "(session.user as any).level = 3;";
/** A cast is what lets a callback compile that assigns another type; that it may go with the mismatch is not the subject here. */
const options: ProjectOptions = { analyze: { rules: { "no-callback-cast": "off" } } };

interface Case {
  readonly name: string;
  readonly session: string;
  /** `⟨…⟩` is what the fix adds, `⟪…⟫` what it removes. */
  readonly text: string;
}

const inUser = (members: string): string => `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
${members}    } & DefaultSession["user"];
  }
}
`;

const cases: readonly Case[] = [
  {
    name: "made optional, its comments stay",
    session: callback(maybeRole),
    text: inUser(`      id: string;
      /**
       * What they may do.
       */
      ${optional}role⟨?⟩: string; // from the office
`),
  },
  {
    name: "made optional, quoted",
    session: callback(maybeRole),
    text: inUser(`      id: string;
      ${optional}"role"⟨?⟩: string;
`),
  },
  {
    name: "made optional, readonly, without an end",
    session: callback(maybeRole),
    text: inUser(`      id: string
      readonly ${optional}role⟨?⟩: string
`),
  },
  {
    name: "made optional on one line",
    session: callback(maybeRole),
    text: inUser(`      id: string; ${optional}role⟨?⟩: string, team?: string
`),
  },
  {
    name: "retyped, its comments stay",
    session: callback(level),
    text: inUser(`      id: string;
      /** From 1 to 9. */
      ${mismatched}level: ⟪string⟫⟨number⟩; /* as text */
`),
  },
  {
    name: "retyped from a union over several lines",
    session: callback(level),
    text: inUser(`      id: string;
      ${mismatched}level:
        ⟪| "low"
        | "high"⟫⟨number⟩;
`),
  },
  {
    name: "retyped from a nested literal",
    session: callback(level),
    text: inUser(`      id: string;
      ${mismatched}level: ⟪{
        // The name.
        name: string;
      }⟫⟨number⟩;
      team?: string;
`),
  },
  {
    name: "retyped and made optional",
    session: callback("if (enabled) (session.user as any).level = 3;"),
    text: inUser(`      id: string;
      ${mismatched}level⟨?⟩: ⟪string⟫⟨number⟩;
`),
  },
  {
    name: "removed with a comment of several lines without stars",
    session: callback(),
    text: inUser(`      id: string;
⟪      /*
        What they may do.
      */
      ${unassigned}role: string;
⟫      team?: string;
`),
  },
  {
    name: "removed below a member whose comment stands on its line",
    session: callback(),
    text: inUser(`      /* the key */ id: string;
⟪      ${unassigned}role: string; /* what they may do */
⟫      // team?: string;
`),
  },
  {
    name: "removed, a comment apart from it stays",
    session: callback(),
    text: inUser(`      id: string;

      // ...other properties

⟪      // role: UserRole;
      ${unassigned}role: string;
⟫`),
  },
  {
    name: "two removed from one line",
    session: callback(),
    text: inUser(`      id: string;⟪ ${unassigned}role: string;⟫⟪ readonly ${unassigned}level: number;⟫
`),
  },
  {
    name: "removed over several lines",
    session: callback(),
    text: inUser(`      id: string;
⟪      ${unassigned}team: {
        name: string;
        members: string[];
      };
⟫      kind?: string;
`),
  },
  {
    name: "a member without a type is any: nothing to say",
    session: callback(level),
    text: inUser(`      id: string;
      level;
`),
  },
  {
    name: "a method is not what callbacks assign: nothing to say",
    session: callback(),
    text: inUser(`      id: string;
      can(action: string): boolean;
`),
  },
  {
    name: "optional members are wider: nothing to say",
    session: callback(maybeRole),
    text: inUser(`      id?: string;
      role?: string | null;
      team?: string;
`),
  },
  {
    name: "several changes and an addition in one literal",
    session: callback(maybeRole, level, "⟦no-undeclared-field⟧(session.user as any).seats = 2;"),
    text: inUser(`      id: string;
⟪      ${unassigned}team: string;
⟫      ${optional}role⟨?⟩: string;
      ${mismatched}level: ⟪string⟫⟨number⟩;⟨
      seats: number;⟩
`),
  },
  {
    name: "CRLF and tabs",
    session: callback(maybeRole, level),
    text: inUser(`\t\t\tid: string
⟪\t\t\t// Gone.
\t\t\t${unassigned}team: string
⟫\t\t\t${optional}role⟨?⟩: string
\t\t\t${mismatched}level: ⟪string⟫⟨number⟩
`).replaceAll("\n", "\r\n"),
  },
];

describe("a declared field of session.user", () => {
  for (const { name, session, text } of cases) {
    test(name, () => {
      const { before, after } = beforeAndAfter(text);
      const fixed = after.replace(/⟦[^⟧]*⟧/g, "");
      checkMarked({
        auth: { session },
        files: { [types]: before },
        options,
        fixed: before === after ? {} : { [types]: fixed },
      });
    });
  }
});

describe("a declared field of the token", () => {
  const jwt = (write: string): string => `jwt({ token }) { ${write} return token; }`;
  const inToken = (members: string): string => `import type { DefaultJWT } from "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT extends DefaultJWT {
${members}  }
}
`;
  const tokens: readonly { name: string; write: string; text: string }[] = [
    {
      name: "made optional",
      write: 'if (enabled) token.role = "admin";',
      text: inToken(`    // What they may do.\n    ${optional}role⟨?⟩: string;\n`),
    },
    {
      name: "retyped",
      write: "(token as any).level = 3;",
      text: inToken(`    ${mismatched}level: ⟪string⟫⟨number⟩,\n    kind?: string,\n`),
    },
    {
      name: "removed, the only one",
      write: "",
      text: inToken(`⟪    /** What they may do. */\n    ${unassigned}role: string;\n⟫`),
    },
    {
      name: "what the base holds is the library's",
      write: 'token.name = "Ann";',
      text: inToken("    name?: string | null;\n"),
    },
  ];
  for (const { name, write, text } of tokens) {
    test(name, () => {
      const { before, after } = beforeAndAfter(text);
      checkMarked({
        auth: { jwt: jwt(write) },
        files: { [types]: before },
        options,
        fixed: before === after ? {} : { [types]: after.replace(/⟦[^⟧]*⟧/g, "") },
      });
    });
  }
});
