import { describe } from "vitest";
import { testFollowed, type FollowedCase } from "../../support/followed.js";

const why = "code that is not followed may change it";

/** A session callback in which `code` holds the session's user, and whether the session itself is open as well. */
function holding(name: string, code: string, use: string, session = "{ session }: any"): FollowedCase {
  return {
    name,
    session: `function(${session}) { ${code} ${use} return session; }`,
    fields: [],
    open: ["S", "U"].map((one) => `${one} ${code}: ${why}`),
  };
}

describe("code that is not followed leaves the user open that it holds in:", () => {
  const write = 'new Box().held.plan = "free";';
  testFollowed([
    holding("a field", "class Box { held: any = session.user; }", write),
    holding("an accessor", "class Box { accessor held: any = session.user; }", write),
    holding("a static accessor", "class Box { static accessor held: any = session.user; }", 'Box.held.plan = "free";'),
    holding("a static field", "class Box { static held: any = session.user; }", 'Box.held.plan = "free";'),
    holding(
      "a hidden accessor, which a method writes to",
      'class Box { accessor #held: any = session.user; write() { this.#held.plan = "free"; } }',
      "new Box().write();",
    ),
    holding("a getter's result", "class Box { get held(): any { return session.user; } }", write),
    {
      ...holding(
        "a method's result",
        "class Box { held(): any { return session.user; } }",
        'new Box().held().plan = "free";',
      ),
      fields: ["U.plan: string"],
    },
    holding("a choice", "class Box { held: any = enabled ? session.user : {}; }", write),
    holding("a list", "class Box { held: any = [session.user]; }", 'new Box().held[0].plan = "free";'),
    holding("a computed name", "class Box { held: any = session[names[0]!]; }", write),
    holding(
      "a value of type `object`",
      "class Box { held: any = session.user as object; }",
      write,
      "{ session }: SessionParameters",
    ),
    holding(
      "a value of type `unknown`",
      "class Box { held: any = session.user; }",
      write,
      "{ session }: { session: Record<string, unknown> }",
    ),
    holding(
      "a value that may be a text",
      "class Box { held: any = session.user; }",
      write,
      "{ session }: { session: { user: { name: string } | string } }",
    ),
    {
      name: "a base class",
      session: `function({ session }: any) { class Base { accessor held: any = session.user; } class Box extends Base {} ${write} return session; }`,
      fields: [],
      open: ["class Base { accessor held: any = session.user; }", "class Box extends Base {}"].flatMap((code) =>
        ["S", "U"].map((one) => `${one} ${code}: ${why}`),
      ),
    },
    {
      name: "a class expression",
      session:
        'function({ session }: any) { new (class { accessor held: any = session.user; })().held.plan = "free"; return session; }',
      fields: [],
      open: ["S", "U"].map((one) => `${one} class { accessor held: any = session.user; }: ${why}`),
    },
    {
      name: "the getter of an object",
      session:
        'function({ session }: any) { const box = { get held(): any { return session.user; } }; box.held.plan = "free"; return session; }',
      fields: [],
      open: ["S", "U"].map((one) => `${one} { return session.user; }: ${why}`),
    },
    {
      name: "a shallow copy of the session, which is not the session",
      session: `class Box { held: any = { ...session }; } new Box().held.user.plan = "free";`,
      fields: [],
      open: [`U class Box { held: any = { ...session }; }: ${why}`],
    },
  ]);
});

describe("code that is not followed leaves what it only reads as it is:", () => {
  const untouched = (name: string, code: string, session = "{ session }: any"): FollowedCase => ({
    name,
    session: `function(${session}) { ${code} return session; }`,
    fields: [],
    open: [],
  });
  testFollowed([
    untouched("a text of the library", "class Box { accessor held: any = session.expires; }"),
    untouched("a text of the user", "class Box { accessor held: any = session.user.name; }"),
    untouched(
      "a text of a typed session",
      "class Box { accessor held = session.user.name; }",
      "{ session }: SessionParameters",
    ),
    untouched("a shallow copy of the user", "class Box { accessor held: any = { ...session.user }; }"),
    {
      ...untouched("a text that the callback has written", "class Box { accessor held: any = session.plan; }"),
      session:
        'function({ session }: any) { session.plan = "free"; class Box { accessor held: any = session.plan; } return session; }',
      fields: ["S.plan: string"],
    },
  ]);
});

describe("a class that holds a name's later value leaves it open:", () => {
  testFollowed([
    {
      name: "where it is made",
      session:
        'function({ session }: any) { let of: any = {}; class Box { held: any = of; } of = session.user; new Box().held.plan = "free"; return session; }',
      fields: [],
      open: [`U class Box { held: any = of; }: ${why}`],
    },
    {
      name: "where it is made, under another name",
      session:
        'function({ session }: any) { let of: any = {}; const Box = class { held: any = of; }; of = session.user; new Box().held.plan = "free"; return session; }',
      fields: [],
      open: [`U class { held: any = of; }: ${why}`],
    },
    {
      name: "where a class is made that extends it",
      session:
        'function({ session }: any) { let of: any = {}; class Base { held: any = of; } class Box extends Base {} of = session.user; new Box().held.plan = "free"; return session; }',
      fields: [],
      open: [`U class Box extends Base {}: ${why}`],
    },
    {
      name: "where a function makes it",
      session:
        'function({ session }: any) { let of: any = {}; class Box { held: any = of; } const make = () => new Box(); of = session.user; make().held.plan = "free"; return session; }',
      fields: [],
      open: [`U class Box { held: any = of; }: ${why}`],
    },
  ]);
});

describe("a field is in doubt that goes by another way to the session, which is held in:", () => {
  const elsewhere = "it is put where it is not followed";
  const held = (name: string, code: string, fields: readonly string[], isHeld = true): FollowedCase => ({
    name,
    session: `class Box { constructor(public own: any) {} } session.plan = row.plan; ${code}`,
    fields,
    open: isHeld ? ["S", "U"].map((one) => `${one} session: ${elsewhere}`) : [],
  });
  const doubted = ["S.plan?: string"];
  const certain = ["S.plan: string"];
  testFollowed([
    held("an instance", "new Box(session).own.plan = undefined;", doubted),
    held("an instance, whose field is deleted", "delete new Box(session).own.plan;", doubted),
    held("an instance, whose field may be set to nothing", "new Box(session).own.plan = row.note;", doubted),
    held("an instance, whose field is set to anything", "new Box(session).own.plan = anything;", doubted),
    held("an instance that a pattern writes to", "[new Box(session).own.plan] = [undefined];", doubted),
    held("an instance that gets more", "Object.assign(new Box(session).own, { plan: undefined });", doubted),
    held("a list", "const all: any[] = [session]; all[0].plan = undefined;", doubted),
    held("a list of lists", "const all: any[] = [[session]]; all[0][0].plan = undefined;", doubted),
    held("a map", 'const all = new Map<string, any>([["one", session]]); all.get("one").plan = undefined;', doubted),
    held("an instance, whose field gets a text", 'new Box(session).own.plan = "free";', certain),
    held("an instance, whose other field goes", "new Box(session).own.seats = undefined;", certain),
    held("nothing at all", "anything.plan = undefined; delete anything.plan;", certain, false),
  ]);
});
