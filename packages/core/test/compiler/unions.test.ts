import { describe, expect, test } from "vitest";
import { authFile, helpers } from "../support/auth-file.js";
import { project } from "../support/project.js";

const roles = `export type Role = "admin" | "member";
export type Size = 1 | 2;
export declare const role: Role, size: Size, text: string, perhaps: Role | null;
`;

describe("the type of a field that two paths write:", () => {
  test.each([
    ["a literal of a named union, and the union", '"admin"', "role", "Role"],
    ["the same the other way round", "role", '"admin"', "Role"],
    ["the same with numbers", "1", "size", "Size"],
    ["a literal of a named union, and a union that may be null", '"member"', "perhaps", "Role | null"],
    ["a literal that is not in the union", '"guest"', "role", "string"],
    ["a literal, and any text", '"admin"', "text", "string"],
    ["two literals", '"admin"', '"member"', "string"],
  ])("%s", (_, one, other, expected) => {
    const auth = authFile({
      head: 'import { perhaps, role, size, text } from "./roles";',
      jwt: `jwt({ token }) { if (enabled) token.of = ${one}; else token.of = ${other}; return token; }`,
      options: "debug: [perhaps, role, size, text].length > 0",
    });
    const { fields } = project({ "auth.ts": auth, "roles.ts": roles, "helpers.ts": helpers }).analysis().report;
    expect(fields.map(({ path, inferred }) => [path, inferred?.type])).toEqual([["of", expected]]);
  });
});
