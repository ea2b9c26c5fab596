import { describe, test } from "vitest";
import { checkTold, type Told } from "../support/told.js";

const head = `import type { JWT } from "next-auth/jwt";
type Plan = { plan: "free" | "pro" };
declare function oneOf(given: JWT): (JWT & Plan) | JWT;
declare function rowOf(given: JWT): { sub: string; plan: "free"; seats: number } | { sub: string; plan: "pro" } | { sub: string };
declare function promiseOr(given: JWT): Promise<JWT & Plan> | JWT;
declare function promiseOrNull(given: JWT): Promise<JWT & Plan> | null;`;

/** What a `jwt` callback returns whose type is a union, with what readers of the token may count on. */
const returned: readonly (readonly [name: string, returned: string, declared: readonly string[]])[] = [
  ["one of two tokens", "oneOf(token)", ['plan?: "free" | "pro";']],
  ["a promise, or a token", "promiseOr(token)", ['plan?: "free" | "pro";']],
  ["a promise, or else a token", "promiseOrNull(token) ?? token", ['plan?: "free" | "pro";']],
  ["one of three rows", "rowOf(token)", ['plan?: "free" | "pro";', "seats?: number;"]],
  ["one of three rows, spread", "({ ...rowOf(token) })", ['plan?: "free" | "pro";']],
  ["one of two tokens, spread", "({ ...oneOf(token) })", ['plan?: "free" | "pro";']],
];

const reads = "void token.plan;";

describe("a field that only some members of a union have is optional, with the type that it has there:", () => {
  const cases = returned.map(([name, value, declared]): Told => ({
    name,
    parts: { head, jwt: `jwt: ({ token }) => ${value}` },
    session: reads,
    has: { "next-auth.d.ts": declared },
  }));
  test.each(cases)("$name", checkTold);
});
