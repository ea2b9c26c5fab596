// Packs the extension with the plugin among its dependencies, where the editor looks for it.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

const home = join(import.meta.dirname, "..");
const plugin = join(home, "../typescript-plugin");
const stage = join(home, "dist/extension");

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
/** @param {string} file @param {unknown} value */
const write = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, "dist"), { recursive: true });
for (const name of ["README.md", "LICENSE", "dist/extension.js", "images", "schema"])
  cpSync(join(home, name), join(stage, name), { recursive: true });
// The source of the icon is left out.
writeFileSync(join(stage, ".vscodeignore"), "**/*.svg\n");

const { name, version, main, type } = read(join(plugin, "package.json"));
const target = join(stage, "node_modules", name);
mkdirSync(target, { recursive: true });
cpSync(join(plugin, "dist"), join(target, "dist"), {
  recursive: true,
  filter: (source) => !/\.d\.[cm]?ts$/.test(source),
});
// Its peers are left out: the server gives it its own TypeScript.
write(join(target, "package.json"), { name, version, type, main });

write(join(stage, "package.json"), {
  ...read(join(home, "package.json")),
  devDependencies: {},
  scripts: {},
  dependencies: { [name]: version },
});

// VS Code merges this into its schema of a tsconfig.
const { $schema, properties, additionalProperties } = read(join(plugin, "schema/options.schema.json"));
const isOurs = { required: ["name"], properties: { name: properties.name } };
const entry = { if: isOurs, then: { properties, additionalProperties } };
write(join(stage, "schema/tsconfig.schema.json"), {
  $schema,
  properties: { compilerOptions: { properties: { plugins: { items: entry } } } },
});

// The same that the command publishes: `package.schema.json` refers to it.
cpSync(join(home, "../cli/schema/config.schema.json"), join(stage, "schema/config.schema.json"));

// A warning to a publisher is a fault here. On GitHub's machines vsce writes its warnings elsewhere.
delete process.env["GITHUB_ACTIONS"];
/** @type {unknown[]} */
const warnings = [];
const { warn } = console;
console.warn = (...args) => {
  warnings.push(args);
  warn(...args);
};
// Links to files in the README lead to this directory of the repository.
const page = "https://github.com/typed-session/typed-session/blob/main/packages/vscode";
await createVSIX({
  cwd: stage,
  packagePath: join(home, "dist/typed-session.vsix"),
  baseContentUrl: page,
  baseImagesUrl: page.replace("/blob/", "/raw/"),
});
if (warnings.length > 0) throw new Error("vsce has warned: the extension is not fit to be published.");
