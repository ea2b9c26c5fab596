import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig } from "./support/app.js";

const files = { "tsconfig.json": tsconfig, "auth.ts": auth };

describe("explain", () => {
  it("explain shows session and token as tables", async () => {
    const app = createApp({ ...files, "next-auth.d.ts": augmentation });
    expect(await app.run("explain")).toEqual({
      code: 0,
      stdout: `auth.ts:3  next-auth 4.24.15, session strategy jwt

Session    assigned  declared  status  written at
  user.id  string    string    ok      auth.ts:11

JWT   assigned  declared  status  written at
  id  string    string    ok      auth.ts:7
`,
      stderr: "",
    });
  });

  it("explain shows where one field comes from", async () => {
    const app = createApp({
      ...files,
      "page.ts": `import type { Session } from "next-auth";

export const id = (session: Session) => session.user.id;
export const same = ({ user: { id } }: Session) => id;
`,
    });
    expect(await app.run("explain", "Session.user.id")).toEqual({
      code: 0,
      stdout: `Session.user.id  undeclared
  assigned    string
  declared    nowhere
  written at  auth.ts:11  session.user.id = token.id  (string)
  read at     page.ts:3
              page.ts:4
  flow        user.id → token.id (auth.ts:7) → session.user.id (auth.ts:11) → declared nowhere

JWT.id  undeclared
  assigned    string
  declared    nowhere
  written at  auth.ts:7  token.id = user.id  (string)
  read at     auth.ts:11
  flow        user.id → token.id (auth.ts:7) → declared nowhere
`,
      stderr: "",
    });
  });

  it("explain says which call a field rests on", async () => {
    const app = createApp({
      ...files,
      "auth.ts":
        auth
          .replace("return token;", "await transaction(async () => { token.plan = 'free'; });\n      return token;")
          .replace(/\bjwt\(/, "async jwt(") + "\ndeclare function transaction<T>(act: () => Promise<T>): Promise<T>;\n",
    });
    const { stdout } = await app.run("explain", "JWT.plan");
    expect(stdout).toContain("  rests on    `transaction` runs the function that it is given (auth.ts:8)\n");
  });

  it("explain says why a target may hold more", async () => {
    const app = createApp({
      ...files,
      "auth.ts": auth.replace("return token;", "token[String(user)] = 1;\n      return token;"),
    });
    const { stdout } = await app.run("explain", "JWT.id");
    expect(stdout).toContain("JWT may hold more than this: `");
    expect(stdout).toContain("(auth.ts:8): ");
  });

  it("explain draws a diagram", async () => {
    const app = createApp(files);
    expect(await app.run("explain", "--format", "mermaid")).toEqual({
      code: 0,
      stdout: `flowchart LR
  subgraph Inputs
    f2["User.id"]
  end
  subgraph Token
    f1["JWT.id: string"]
  end
  subgraph Session
    f0["Session.user.id: string"]
  end
  f1 --> f0
  f2 --> f1
`,
      stderr: "",
    });
  });

  it("explain prints the part of the report about one field", async () => {
    const app = createApp(files);
    const { stdout } = await app.run("explain", "JWT.id", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, fields: [{ interface: "JWT", path: "id" }] });
  });

  describe("explain of fields whose names are no identifiers", () => {
    const oddNames = {
      "tsconfig.json": tsconfig,
      "auth.ts": `import type { NextAuthOptions, User } from "next-auth";

const credentials = {
  id: "c", name: "C", type: "credentials" as const, credentials: {},
  authorize: () => ({ id: "1", "oeb:roles": ["a"] }),
};
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [credentials],
  callbacks: {
    jwt({ token, user, account, profile }) {
      if (user) token["a.b"] = user["oeb:roles"];
      token.a = { b: 1 };
      return token;
    },
    session({ session, token }) {
      session.user.role = token["a.b"];
      session["x.y"] = 1;
      return session;
    },
  },
};
`,
    };

    it.each([
      ["session.user.role", "Session.user.role"],
      ["token['a.b']", 'JWT["a.b"]'],
      ["token[a.b]", 'JWT["a.b"]'],
      ['user["oeb:roles"]', 'User["oeb:roles"]'],
    ])("it takes %s", async (asked, heading) => {
      const { code, stdout } = await createApp(oddNames).run("explain", asked);
      expect({ code, heading: stdout.split("  ")[0] }).toEqual({ code: 0, heading });
    });

    it("it prints their names step by step", async () => {
      const { stdout } = await createApp(oddNames).run("explain", 'token["a.b"]', "--format", "json");
      expect(JSON.parse(stdout)).toMatchObject({
        fields: [
          { interface: "JWT", path: '["a.b"]', names: ["a.b"] },
          { interface: "User", path: '["oeb:roles"]', names: ["oeb:roles"] },
        ],
      });
    });

    it("it shows them in the table and in the flow of a value", async () => {
      const app = createApp(oddNames);
      expect((await app.run("explain")).stdout).toMatch(
        /\n {2}\["a\.b"\] +string\[\] +not declared +undeclared +auth\.ts:12\n/,
      );
      const { stdout } = await app.run("explain", "session.user.role");
      expect(stdout).toContain(
        'flow        user["oeb:roles"] → token["a.b"] (auth.ts:12) → session.user.role (auth.ts:17) → declared nowhere\n',
      );
      expect(stdout).toContain('\nJWT["a.b"]  undeclared\n');
      expect(stdout).not.toContain("JWT.a ");
    });

    it("it names the nearest fields if somebody joins names by dots", async () => {
      const app = createApp(oddNames);
      const { code, stderr } = await app.run("explain", "JWT.a.b");
      expect({ code, stderr: stderr.includes('JWT["a.b"]') }).toEqual({ code: 2, stderr: true });
    });

    it("it draws them in their places", async () => {
      const { stdout } = await createApp(oddNames).run("explain", "--format", "mermaid");
      const [, token = "", session = ""] = stdout.split("subgraph ").slice(1);
      expect(token).toContain('["JWT[#quot;a.b#quot;]: string[]"]');
      expect(session).toContain('["Session[#quot;x.y#quot;]: number"]');
    });
  });

  it("explain names the nearest fields if there is none of that name", async () => {
    const app = createApp(files);
    expect(await app.run("explain", "session.user.ident")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: No callback writes session.user.ident, and no file of this project declares it. Did you mean Session.user.id or JWT.id?\n",
    });
  });

  it("explain is silent without auth", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "index.ts": "export {};\n" });
    expect(await app.run("explain")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await app.run("explain", "JWT.id")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: No callback writes JWT.id, and no file of this project declares it.\n",
    });
  });
});
