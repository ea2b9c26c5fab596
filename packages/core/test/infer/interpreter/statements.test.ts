import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../../support/facts.js";

const head = `import type { Session } from "next-auth";
declare const is: boolean, other: string, plan: "free" | "pro", one: "free", row: { plan?: "free" | "pro" } | undefined;
declare function check(): boolean;
declare function tag(parts: TemplateStringsArray): string;
declare function fail(): never;
declare function failLater(): Promise<never>;
declare class Thing {}
function fill(session: Session): void {
  if (is) {
    session.c = 1;
    throw new Error();
  }
}`;

/** The fields of the session after these statements. */
function after(statements: string): string[] {
  const session = `async session({ session }) {\n${statements}\nreturn session;\n}`;
  return namesIn(factsOf({ head, session }).session).sort();
}

type Row = [statements: string, fields: string[]];

describe("one after the other", () => {
  test.each<Row>([
    ["session.a = 1; session.b = 2;", ["a", "b"]],
    ["{ session.a = 1; }", ["a"]],
    [";", []],
    ["const x = (session.a = 1);", ["a"]],
    ["const x = (session.a = 1), y = (session.b = x);", ["a", "b"]],
    ["let x; if (x) session.a = 1;", []],
    ["session.a = 1; return session; session.b = 1;", ["a"]],
    ["return { ...session, a: 1 };", ["a"]],
    ["if (is) return; session.a = 1;", ["a"]],
    ["return session as never;", []],
    ["session.a = 1; return session as never;", ["a"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("if", () => {
  test.each<Row>([
    ["if (is) session.a = 1;", ["a?"]],
    ["if (is) session.a = 1; else session.a = 2;", ["a"]],
    ["if (is) session.a = 1; else session.b = 2;", ["a?", "b?"]],
    ["if (is) session.a = 1; if (is) session.b = 2; else session.a = 3;", ["a", "b?"]],
    ["if (is) { session.a = 1; return session; } session.a = 2;", ["a"]],
    ["if (is) { session.a = 1; return session; }", ["a?"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("a path that ends in an error counts for nothing", () => {
  test.each<Row>([
    ["if (is) throw new Error(); session.a = 1;", ["a"]],
    ["if (is) session.a = 1; else throw new Error();", ["a"]],
    ["if (is) session.a = 1; else fail();", ["a"]],
    ["if (is) session.a = 1; else await failLater();", ["a"]],
    ["if (is) session.a = 1; else return fail();", ["a"]],
    ["if (is) session.a = 1; else return await failLater();", ["a"]],
    ["if (is) session.a = 1; else check();", ["a?"]],
    ["if (is) session.a = 1; else await load();", ["a?"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("a loop", () => {
  test.each<Row>([
    ["for (const x of list) session.a = x;", ["a?"]],
    ["for (const x in list) session.a = x;", ["a?"]],
    ['for (const x of ["a", "b"]) session.a = x;', ["a"]],
    ['const keys = ["a", "b"]; for (const x of keys) session.a = x;', ["a"]],
    ['for (const x of [...list, "a"]) session.a = x;', ["a"]],
    ["for (const x of [...list]) session.a = x;", ["a?"]],
    ['for (const x of ["a"]) if (is) session.a = x;', ["a?"]],
    ['for (const x of ["a"]) { if (is) continue; session.a = x; }', ["a?"]],
    ['for (const x of ["a"]) { if (is) break; session.a = x; }', ["a?"]],
    ["while (check()) session.a = 1;", ["a?"]],
    ["while (true) { if (check()) { session.a = 1; break; } }", ["a"]],
    ["while (true) { if (check()) { session.a = 1; return session; } session.b = 1; }", ["a", "b?"]],
    ["for (;;) { if (check()) { session.a = 1; break; } }", ["a"]],
    ["for (;;) { session.a = 1; if (check()) break; }", ["a"]],
    ["for (;;) { if (check()) break; session.a = 1; }", ["a?"]],
    ["do { session.a = 1; } while (check());", ["a"]],
    ["do { if (is) continue; session.a = 1; } while (check());", ["a?"]],
    ["do { session.a = 1; } while ((session.b = check()));", ["a", "b"]],
    ["for (let i = (session.a = 0); i < 3; i++) session.b = i;", ["a", "b?"]],
    ["let i; for (i = session.a = 0; i < 3; i++) session.b = i;", ["a", "b?"]],
    ["for (let i = 0; i < 3; session.a = i++) session.b = i;", ["a?", "b?"]],
    ["for (; check(); ) session.a = 1;", ["a?"]],
    ["for (; (session.a = check()); ) session.b = 1;", ["a", "b?"]],
    ["let last; for (const x of list) { if (last) session.a = last; last = x; }", ["a?"]],
    ["let last; for (const x in list) { if (last) session.a = last; last = x; }", ["a?"]],
    ['let last; for (const x of ["a", "b"]) { if (last) session.a = last; last = x; }', ["a?"]],
    ["let last; while (check()) { if (last) session.a = last; last = 1; }", ["a?"]],
    ['let seen; for (const x of ["a"]) { if (seen) session.a = 1; seen = true; }', ["a?"]],
    ["let seen; for (const x of list) { if (!x) { if (seen) session.a = 1; return session; } seen = true; }", ["a?"]],
    ['for (const x of ["a"]) { if (is) session.a = x; else throw new Error(); }', ["a"]],
    ["let key; for (key in list) if (key) session.a = 1;", ["a?"]],
    ["let key; for (key of list) if (key) session.a = 1;", ["a?"]],
    ["for (session.a of list) session.b = 1;", ["a?", "b?"]],
    ["for (const { length } of list) session.a = length;", ["a?"]],
    ["for (const x of (session.a = list)) session.b = x;", ["a", "b?"]],
    ["for await (const x of [load()]) session.a = x;", ["a"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("a label", () => {
  test.each<Row>([
    ["out: do { check(); } while ((session.a = check()));", ["a"]],
    ["out: do { if (is) { session.b = 1; break; } } while (check()); session.a = 1;", ["a", "b?"]],
    ["out: { if (is) break out; session.a = 1; }", ["a?"]],
    ["out: { session.a = 1; if (is) break out; session.b = 1; }", ["a", "b?"]],
    ["do { inner: { if (is) break; } session.a = 1; } while (check());", ["a?"]],
    ["do { inner: { if (is) break inner; } session.a = 1; } while (check());", ["a"]],
    [
      "out: do { do { if (is) break out; } while (check()); session.a = 1; } while (check()); session.b = 1;",
      ["a?", "b"],
    ],
    [
      "out: do { do { if (is) continue out; } while (check()); session.a = 1; } while (check()); session.b = 1;",
      ["a?", "b"],
    ],
    ["out: do { in1: do { if (is) break in1; } while (check()); session.a = 1; } while (check());", ["a"]],
    ["out: do { do { if (is) break; } while (check()); session.a = 1; } while (check());", ["a"]],
    ["out: do { do { if (is) continue; } while (check()); session.a = 1; } while (check());", ["a"]],
    ["out: while (true) { while (true) { if (check()) { session.a = 1; break out; } } }", ["a"]],
    [
      "out: while (true) { while (true) { if (check()) { session.a = 1; continue out; } if (is) return session; } }",
      ["a?"],
    ],
    ['out: do { switch (other) { case "x": break out; } session.a = 1; } while (check());', ["a?"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("switch", () => {
  test.each<Row>([
    ['switch (other) { case "x": session.a = 1; }', ["a?"]],
    ['switch (other) { case "x": session.a = 1; break; default: session.a = 2; }', ["a"]],
    ['switch (other) { case "x": session.a = 1; default: session.b = 2; }', ["a?", "b"]],
    ['switch (other) { case "x": session.a = 1; break; default: session.b = 2; }', ["a?", "b?"]],
    ['switch (other) { default: session.b = 2; case "x": session.a = 1; }', ["a", "b?"]],
    ['switch (other) { default: session.b = 2; break; case "x": session.a = 1; }', ["a?", "b?"]],
    ['switch (other) { case "x": case "y": session.a = 1; break; default: fail(); }', ["a"]],
    ['switch (other) { case "x": return session; } session.a = 1;', ["a?"]],
    ['switch (other) { case "x": throw new Error(); } session.a = 1;', ["a"]],
    ['do { switch (other) { case "x": continue; } session.a = 1; } while (check());', ["a?"]],
    ['do { switch (other) { case "x": break; } session.a = 1; } while (check());', ["a"]],
    ['switch (plan) { case "free": session.a = 1; break; case "pro": session.a = 2; }', ["a"]],
    ['switch (plan) { case "free": session.a = 1; }', ["a?"]],
    ['switch (one) { case "free": session.a = 1; }', ["a"]],
    ["switch (is) { case true: session.a = 1; break; case false: session.a = 2; }", ["a"]],
    ["switch (other) { case load.name: session.a = 1; }", ["a?"]],
    [
      'switch (row?.plan) { case "free": session.a = 1; break; case "pro": session.a = 2; break; case undefined: session.a = 3; }',
      ["a?"],
    ],
    ["switch (true) { case check(): session.a = 1; break; default: session.a = 2; }", ["a"]],
    ["switch (true) { case check(): session.a = 1; }", ["a?"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });
});

describe("try", () => {
  test.each<Row>([
    ["try { session.a = 1; } catch {}", ["a"]],
    ["try { session.a = 1; } catch { session.b = 1; }", ["a", "b?"]],
    ["try { session.a = 1; check(); session.b = 1; } catch {}", ["a", "b?"]],
    ["try { check(); session.a = 1; } catch { session.a = 2; }", ["a"]],
    ["try { check(); session.a = 1; } catch { return null as never; }", ["a"]],
    ["try { check(); session.a = 1; } catch { throw new Error(); }", ["a"]],
    ["try { check(); session.a = 1; } catch (error) { throw error; }", ["a"]],
    ["try { check(); session.a = 1; } catch ({ message }) { if (message) session.b = message; }", ["a?", "b?"]],
    ["const error = undefined; try { check(); } catch (error) { if (error) session.b = 1; }", ["b?"]],
    ["try { if (is) { session.c = 1; throw new Error(); } session.a = 1; } catch {}", ["a?", "c?"]],
    ["try { fill(session); } catch {}", ["c?"]],
    ["fill(session);", []],
    ["try { check(); session.a = 1; } finally { session.b = 1; }", ["a", "b"]],
    ["try { check(); session.a = 1; } catch {} finally { session.b = 1; }", ["a?", "b"]],
    ["try { check(); session.a = 1; } catch { return session; } finally { session.b = 1; }", ["a?", "b"]],
    ["try { check(); session.a = 1; return null as never; } finally { return session; }", ["a?"]],
    ["try { try { check(); session.a = 1; } finally { session.b = 1; } } catch {}", ["a?", "b"]],
    ["try { try { check(); session.a = 1; } catch { session.b = 1; } } catch { session.d = 1; }", ["a?", "b?", "d?"]],
    ["try { try { throw new Error(); } catch { session.a = 1; } } catch {}", ["a"]],
    ["let done = false; try { await load(); done = true; } catch { if (done) session.b = 1; }", []],
    ["do { try { if (is) break; check(); } finally { session.b = 1; } session.a = 1; } while (check());", ["a?", "b"]],
  ])("%s", (statements, fields) => {
    expect(after(statements)).toEqual(fields);
  });

  test.each([
    "check()",
    "other.trim()",
    "new Thing()",
    "await load()",
    "await null",
    "tag`x`",
    "console.log(check())",
    "console.log(await load())",
    "Math.max.call(null, 1)",
    "(0, check)()",
    "if (check()) {}",
    "if (await load()) {}",
    "const x = check()",
    "const x = await load()",
    "const x = [...list, check()]",
    "switch (check()) {}",
    "while (check()) {}",
    "for (const x of [check()]) {}",
    "for (const x = check(); is; ) {}",
    "if (is) return check() as never",
    "if (is) throw new Error()",
    "if (is) fail()",
  ])("%s may throw before the next is written", (statement) => {
    expect(after(`try { ${statement}; session.a = 1; } catch {}`)).toEqual(["a?"]);
  });

  test.each([
    "const x = other",
    "const x = row?.plan",
    "const x = () => check()",
    "const x = async () => { await load(); }",
    "console.log(other)",
    "const x = Date.now()",
    "const x = new Date()",
    "const x = String(other)",
    "const x = Object.keys(session)",
    "session.b = other + 1",
  ])("%s does not", (statement) => {
    expect(after(`try { ${statement}; session.a = 1; } catch {}`)).toContain("a");
  });
});
