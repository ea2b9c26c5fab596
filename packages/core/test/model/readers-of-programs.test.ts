import { describe, expect, test } from "vitest";
import type { FieldTrace } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { authFile, helpers, session } from "../support/auth-file.js";
import { project } from "../support/project.js";

/** What is known of the fields that `reader.ts` names. */
function traces(reader: string, body: string, files: Readonly<Record<string, string>> = {}): readonly FieldTrace[] {
  const made = project(
    {
      "auth.ts": authFile({ session: session(body) }),
      "helpers.ts": helpers,
      "reader.ts": `import type { Session } from "next-auth";\n\n${reader}\n`,
      ...files,
    },
    { analyze: { reads: true } },
  );
  return made.analysis().traces;
}

/** `Session.user.role unassigned 3:62` */
function readFields(all: readonly FieldTrace[]): string[] {
  return all
    .filter(({ reads }) => reads.length > 0)
    .map(
      ({ interface: name, path, status, reads }) =>
        `${name}.${path} ${status} ${reads.map(({ line, column }) => `${String(line)}:${String(column)}`).join(" ")}`,
    );
}

describe("a field that is read", () => {
  test("an undeclared field that is assigned has readers and a declaration", () => {
    const all = traces(
      "export const role = (session: Session): unknown => session.user?.role;",
      'session.user!.role = "admin";',
    );
    expect(readFields(all)).toEqual(["Session.user.role undeclared 3:52"]);
  });

  test("every form of reading is found", () => {
    const all = traces(
      `export const one = (session: Session): unknown => session["plan"];
export const two = ({ plan }: Session): unknown => plan;
export const three = ({ plan: renamed }: Session): unknown => renamed;
export const four = (session: Session | null): unknown => session?.plan;`,
      'session.plan = "free";',
    );
    expect(readFields(all)).toEqual(["Session.plan undeclared 3:51 4:23 5:25 6:59"]);
  });

  test("a field that nobody assigns or declares is named", () => {
    const all = traces(
      "export const team = (session: Session): unknown => [session.user?.team, session.region];",
      'session.user!.role = "admin";',
    );
    expect(readFields(all)).toEqual(["Session.region unassigned 3:73", "Session.user.team unassigned 3:53"]);
    const team = all.find(({ path }) => path === "user.team");
    expect(team).toMatchObject({ inferred: null, declared: null, writes: [], assignments: [] });
    expect(team?.flow.map(({ text }) => text)).toEqual(["session.user.team", "declared nowhere"]);
  });

  test("a declared field that nobody assigns is named", () => {
    const all = traces("export const team = (session: Session): unknown => session.user.team;", "void token;", {
      "next-auth.d.ts": augmentation({ user: ["team: string"] }),
    });
    expect(readFields(all)).toEqual(["Session.user.team unassigned 3:52"]);
  });

  test("a field that every object has, or the library's own, is not named", () => {
    const all = traces(
      "export const texts = (session: Session): unknown => [session.toString(), session.user?.hasOwnProperty, session.expires];",
      'session.user!.role = "admin";',
    );
    expect(readFields(all)).toEqual([]);
  });

  test("a field is not named if its callback cannot be seen through", () => {
    const all = traces(
      "export const region = (session: Session): unknown => session.region;",
      "Object.assign(session, JSON.parse(token.sub!));",
    );
    expect(readFields(all)).toEqual([]);
  });

  test("a field of another object is not named", () => {
    const all = traces(
      "export const region = (session: Session, other: { region: string }): unknown => [session, other.region];",
      'session.user!.role = "admin";',
    );
    expect(readFields(all)).toEqual([]);
  });

  test("no field is named unless that was asked for", () => {
    const made = project({
      "auth.ts": authFile({ session: session("void token;") }),
      "helpers.ts": helpers,
      "reader.ts": 'import type { Session } from "next-auth";\nexport const plan = (s: Session): unknown => s.plan;\n',
    });
    expect(made.analysis().traces).toEqual([]);
  });
});
