import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accessText,
  isNested,
  isOfUser,
  isSameField,
  isWithin,
  keyText,
  parentOf,
  parseField,
  pathText,
  type FieldKey,
} from "../../src/api/field-key.js";

const key = (name: FieldKey["interface"], ...names: string[]): FieldKey => ({ interface: name, names });

describe("the text of a field", () => {
  test.each([
    [key("Session", "user", "id"), "Session.user.id", "user.id"],
    [key("JWT", "a.b"), 'JWT["a.b"]', '["a.b"]'],
    [key("JWT", "a", "b"), "JWT.a.b", "a.b"],
    [key("Session", "user", "oeb:roles"), 'Session.user["oeb:roles"]', 'user["oeb:roles"]'],
    [key("JWT", "a.b", "c"), 'JWT["a.b"].c', '["a.b"].c'],
    [key("JWT", ""), 'JWT[""]', '[""]'],
    [key("JWT", "1"), 'JWT["1"]', '["1"]'],
    [key("JWT", 'say "hi"'), 'JWT["say \\"hi\\""]', '["say \\"hi\\""]'],
    [key("JWT", "\u2028\u200b\n\u0000"), 'JWT["\\u2028\\u200b\\n\\u0000"]', '["\\u2028\\u200b\\n\\u0000"]'],
    [key("JWT", "\ud800"), 'JWT["\\ud800"]', '["\\ud800"]'],
    [key("JWT", "𝒳"), 'JWT["𝒳"]', '["𝒳"]'],
    [key("JWT", "größe"), "JWT.größe", "größe"],
  ])("the text of %o is %s", (field, text, path) => {
    expect(keyText(field)).toBe(text);
    expect(pathText(field.names)).toBe(path);
  });

  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a", "b", "a.b", '"', "]", "[", "", "__proto__"),
  );
  const field: fc.Arbitrary<FieldKey> = fc.record({
    interface: fc.constantFrom("Session", "JWT", "User", "Profile", "Account"),
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
  });

  test("the text stands for one field alone and is read back as that field", () => {
    fc.assert(
      fc.property(field, field, (one, other) => {
        expect(parseField(keyText(one))).toEqual(one);
        expect(keyText(one) === keyText(other)).toBe(isSameField(one, other));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a field as somebody names it:", () => {
  test.each([
    ["Session.user.role", key("Session", "user", "role")],
    ["session.user.role", key("Session", "user", "role")],
    ["session.user?.role", key("Session", "user", "role")],
    ["session?.user?.['c.d']", key("Session", "user", "c.d")],
    ['token["a.b"]', key("JWT", "a.b")],
    ["token['a.b']", key("JWT", "a.b")],
    ["token[a.b]", key("JWT", "a.b")],
    ['user["oeb:roles"]', key("User", "oeb:roles")],
    ["profile.x", key("Profile", "x")],
    ["account.x", key("Account", "x")],
    ["JWT.x", key("JWT", "x")],
    ['token["\\u2028\\x41\\u{1d4b3}\\n\\"\\\\"].c', key("JWT", '\u2028A𝒳\n"\\', "c")],
    ["token['it\\'s']", key("JWT", "it's")],
    ['token[""]', key("JWT", "")],
    ["token", undefined],
    ["Token.x", undefined],
    ["user.", undefined],
    ["user..x", undefined],
    ['user["x', undefined],
    ["user.x y", undefined],
    ["constructor.x", undefined],
    ["", undefined],
  ])("%s", (text, expected) => {
    expect(parseField(text)).toEqual(expected);
  });
});

describe("the text of a field at its place", () => {
  test("a name with a dot is one step", () => {
    expect(parentOf(key("JWT", "a.b"))).toBeUndefined();
    expect(parentOf(key("JWT", "a.b", "c"))).toEqual(key("JWT", "a.b"));
    expect(isNested(key("JWT", "a.b"))).toBe(false);
    expect(isNested(key("JWT", "a", "b"))).toBe(true);
    expect(isNested(key("Session", "user", "a.b"))).toBe(false);
    expect(isNested(key("Session", "user.a"))).toBe(false);
    expect(isOfUser(key("Session", "user.a"))).toBe(false);
    expect(isOfUser(key("Session", "user"))).toBe(false);
    expect(isOfUser(key("JWT", "user", "a"))).toBe(false);
    expect(isOfUser(key("Session", "user", "a", "b"))).toBe(true);
    expect(isWithin(key("JWT", "a.b"), key("JWT", "a"))).toBe(false);
    expect(isWithin(key("JWT", "a", "b"), key("JWT", "a"))).toBe(true);
    expect(isWithin(key("JWT", "a"), key("JWT", "a", "b"))).toBe(false);
    expect(isWithin(key("User", "a"), key("JWT", "a"))).toBe(false);
  });

  test("an access is written as code writes it", () => {
    expect(accessText("token", ["a.b", "c"])).toBe('token["a.b"].c');
    expect(accessText("token", [])).toBe("token");
  });
});
