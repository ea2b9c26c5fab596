import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig } from "./support/app.js";

const files = { "tsconfig.json": tsconfig, "auth.ts": auth };

describe("explain", () => {
  it("shows session and token as tables", async () => {
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

  it("shows where one field comes from", async () => {
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

  it("says which call a field rests on", async () => {
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

  it("says why a target may hold more", async () => {
    const app = createApp({
      ...files,
      "auth.ts": auth.replace("return token;", "token[String(user)] = 1;\n      return token;"),
    });
    const { stdout } = await app.run("explain", "JWT.id");
    expect(stdout).toContain("JWT may hold more than this: `");
    expect(stdout).toContain("(auth.ts:8): ");
  });

  it("draws a diagram", async () => {
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

  it("prints the part of the report that concerns a field", async () => {
    const app = createApp(files);
    const { stdout } = await app.run("explain", "JWT.id", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, fields: [{ interface: "JWT", path: "id" }] });
  });

  it("names the nearest fields when there is none of that name", async () => {
    const app = createApp(files);
    expect(await app.run("explain", "session.user.ident")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: There is no field session.user.ident. Did you mean Session.user.id or JWT.id?\n",
    });
  });

  it("is silent where there is no auth", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "index.ts": "export {};\n" });
    expect(await app.run("explain")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await app.run("explain", "JWT.id")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: There is no field JWT.id. No callback writes a field and no augmentation declares one.\n",
    });
  });
});
