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
    name: "a field that becomes optional, with its comments",
    session: callback(maybeRole),
    text: inUser(`      id: string;
      /**
       * What they may do.
       */
      ${optional}role⟨?⟩: string; // from the office
`),
  },
  {
    name: "a quoted field that becomes optional",
    session: callback(maybeRole),
    text: inUser(`      id: string;
      ${optional}"role"⟨?⟩: string;
`),
  },
  {
    name: "a readonly field without an end that becomes optional",
    session: callback(maybeRole),
    text: inUser(`      id: string
      readonly ${optional}role⟨?⟩: string
`),
  },
  {
    name: "a field on one line that becomes optional",
    session: callback(maybeRole),
    text: inUser(`      id: string; ${optional}role⟨?⟩: string, team?: string
`),
  },
  {
    name: "a field with a new type, with its comments",
    session: callback(level),
    text: inUser(`      id: string;
      /** From 1 to 9. */
      ${mismatched}level: ⟪string⟫⟨number⟩; /* as text */
`),
  },
  {
    name: "a field with a new type for a union over several lines",
    session: callback(level),
    text: inUser(`      id: string;
      ${mismatched}level:
        ⟪| "low"
        | "high"⟫⟨number⟩;
`),
  },
  {
    name: "a field with a new type for a nested literal",
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
    name: "a field that gets a new type and becomes optional",
    session: callback("if (enabled) (session.user as any).level = 3;"),
    text: inUser(`      id: string;
      ${mismatched}level⟨?⟩: ⟪string⟫⟨number⟩;
`),
  },
  {
    name: "a removed field with a comment of several lines without stars",
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
    name: "a removed field below a member with a comment on its line",
    session: callback(),
    text: inUser(`      /* the key */ id: string;
⟪      ${unassigned}role: string; /* what they may do */
⟫      // team?: string;
`),
  },
  {
    name: "a removed field below a separate comment, which stays",
    session: callback(),
    text: inUser(`      id: string;

      // ...other properties

⟪      // role: UserRole;
      ${unassigned}role: string;
⟫`),
  },
  {
    name: "two fields removed from one line",
    session: callback(),
    text: inUser(`      id: string;⟪ ${unassigned}role: string;⟫⟪ readonly ${unassigned}level: number;⟫
`),
  },
  {
    name: "a removed field over several lines",
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
    name: "a member without a type, which is any and not reported",
    session: callback(level),
    text: inUser(`      id: string;
      level;
`),
  },
  {
    name: "a method, which is not reported",
    session: callback(),
    text: inUser(`      id: string;
      can(action: string): boolean;
`),
  },
  {
    name: "optional members, which are wider and not reported",
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
    name: "a file with CRLF and tabs",
    session: callback(maybeRole, level),
    text: inUser(`\t\t\tid: string
⟪\t\t\t// Gone.
\t\t\t${unassigned}team: string
⟫\t\t\t${optional}role⟨?⟩: string
\t\t\t${mismatched}level: ⟪string⟫⟨number⟩
`).replaceAll("\n", "\r\n"),
  },
];

describe("a declared field of session.user:", () => {
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

describe("a declared field of the token:", () => {
  const jwt = (write: string): string => `jwt({ token }) { ${write} return token; }`;
  const inToken = (members: string): string => `import type { DefaultJWT } from "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT extends DefaultJWT {
${members}  }
}
`;
  const tokens: readonly { name: string; write: string; text: string }[] = [
    {
      name: "a field of the token that becomes optional",
      write: 'if (enabled) token.role = "admin";',
      text: inToken(`    // What they may do.\n    ${optional}role⟨?⟩: string;\n`),
    },
    {
      name: "retyped",
      write: "(token as any).level = 3;",
      text: inToken(`    ${mismatched}level: ⟪string⟫⟨number⟩,\n    kind?: string,\n`),
    },
    {
      name: "the only field, removed",
      write: "",
      text: inToken(`    /** What they may do. */\n    ${unassigned}role: string;\n`).replace(
        /(?<=\{)\n {4}[^}]*(?=\})/,
        "⟪$&⟫",
      ),
    },
    {
      name: "a field of the library's base",
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
