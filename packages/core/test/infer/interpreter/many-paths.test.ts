import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

const head = "declare function is(): boolean;";

/** Statements that no few paths lead through, one within the other. */
function nested(depth: number, statements: string): string {
  const inner = depth === 0 ? statements : nested(depth - 1, statements);
  const branches = Array.from({ length: 6 }, (_, index) => `if (is()) session.f${String(index)} = ${String(depth)};`);
  return `for (const one of [1, 2]) {\n${branches.join("\n")}\n${inner}\n}`;
}

describe("callbacks with very many paths", () => {
  test("a literal with twenty conditional spreads is followed", () => {
    const names = Array.from({ length: 20 }, (_, index) => `f${String(index)}`);
    const spreads = names.map((name) => `...(is() && { ${name}: 1 })`).join(", ");
    const { session } = factsOf({
      head,
      session: `session({ session }) { return { ...session, ${spreads}, last: 1 }; }`,
    });
    expect(namesIn(session)).toEqual([...names.map((name) => `${name}?`), "last"]);
    expect(session.open).toEqual([]);
  });

  test("a callback that would take forever is given up at its loop, which is named", () => {
    const { session, sessionUser, token } = factsOf({
      head,
      jwt: "jwt({ token }) { token.plan = 1; return token; }",
      session: `session({ session }) {\n${nested(9, "session.user.id = 1;")}\nreturn session;\n}`,
    });
    const whys = [session, sessionUser].map(({ open }) => open.map(({ why }) => why));
    expect(whys).toEqual([["it takes too many steps to follow"], ["it takes too many steps to follow"]]);
    expect([session, sessionUser].flatMap((one) => namesIn(one))).toEqual([]);
    expect(namesIn(token)).toEqual(["plan"]);
  });

  test("a helper that would take forever is given up alone, and its call is named", () => {
    const { session } = factsOf({
      head: `${head}\nfunction fill(session: any): void {\n${nested(9, "session.inner = 1;")}\n}`,
      session: "session({ session }) { session.first = 1; fill(session); session.last = 1; return session; }",
    });
    expect(session.open.map(({ node, why }) => `${node.getText()}: ${why}`)).toEqual([
      "fill(session): it takes too many steps to follow",
    ]);
    expect(namesIn(session)).toEqual(["first", "last"]);
  });

  test("a helper that gets nothing of the session is not followed, however long it runs", () => {
    const { session } = factsOf({
      head: `${head}\nfunction ask(of: { id: string | undefined; role?: string }): { plan: string } {\nconst session: any = {};\n${nested(9, "session.inner = 1;")}\nreturn session;\n}`,
      session:
        "session({ session, token }) { session.plan = ask({ id: token.sub, role: 'x' }).plan; Object.assign(session, ask({ id: '1' })); return session; }",
    });
    expect(session.open).toEqual([]);
    expect(namesIn(session)).toEqual(["plan"]);
  });
});
