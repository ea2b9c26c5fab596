import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

/** The folders of the engine, in the order in which data goes through them: each imports only from those before it. */
const rooms = [
  "syntax",
  "edits",
  "api",
  "compiler",
  "discover",
  "workspace",
  "infer",
  "declared",
  "model",
  "declare",
  "ineffective",
  "reconcile",
  "rules",
  "diagnose",
  "fix",
  "report",
];

/** What only `compiler/` may touch. */
const compilersOwn = {
  /** What makes or asks a checker, and the flags that it works with. */
  names: [
    ...["getTypeChecker", "checker", "TypeChecker", "createProgram", "TypeFlags", "SymbolFlags", "ObjectFlags"],
    ...["getSemanticDiagnostics", "getSyntacticDiagnostics", "getGlobalDiagnostics", "getOptionsDiagnostics"],
  ],
  /** Members of types and symbols. */
  members: ["aliasSymbol", "aliasTypeArguments", "declarations", "valueDeclaration", "escapedName", "symbol"],
  /** Their methods, which take nothing: the predicates of `ts` have the same names. */
  methods: [
    ...["isUnion", "isIntersection", "isUnionOrIntersection", "isLiteral", "isStringLiteral", "isNumberLiteral"],
    ...["isTypeParameter", "isClass", "isClassOrInterface", "isIndexType", "getSymbol", "getFlags", "getProperties"],
    ...["getApparentProperties", "getCallSignatures", "getConstructSignatures", "getStringIndexType"],
    ...["getNumberIndexType", "getBaseTypes", "getNonNullableType", "getConstraint", "getDefault"],
    ...["getReturnType", "getParameters", "getTypeParameters", "getDeclaration", "getDeclarations", "getEscapedName"],
  ],
};

export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/.tsc/",
    "**/fixtures/",
    "test/bench/app/generated/",
    "test/bench/dear/",
    "test/guides/*/",
    ".stryker-tmp/",
    "reports/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["packages/*/src/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 5],
    },
  },
  {
    // What is matched was written by strangers: the time is linear in its length.
    files: ["packages/*/src/**/*.ts", "packages/*/bin/*.js"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignoreSticky: true }],
    },
  },
  {
    files: ["packages/core/src/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "typescript",
              allowTypeImports: true,
              message: "The engine is given the compiler: each surface has another instance.",
            },
          ],
          patterns: [{ regex: "^node:", message: "The engine does no I/O of its own." }],
        },
      ],
    },
  },
  {
    // The flags of TypeScript 7 have the names of TypeScript's own, and other numbers.
    files: ["packages/core/src/compiler/native/**/*.ts"],
    rules: { "@typescript-eslint/no-unsafe-enum-assignment": "off" },
  },
  {
    files: ["packages/core/src/**/*.ts"],
    ignores: ["packages/core/src/api/program.ts", "packages/core/src/compiler/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...[
          `TSQualifiedName[right.name=/^(${compilersOwn.names.join("|")})$/]`,
          `ObjectPattern > Property[key.name=/^(${[...compilersOwn.names, ...compilersOwn.members].join("|")})$/]`,
          `MemberExpression[property.name=/^(${compilersOwn.names.join("|")})$/]`,
          // A list of variables has declarations as well.
          `MemberExpression[property.name=/^(${compilersOwn.members.join("|")})$/]:not([object.name=/^(list|initializer)$/], [object.property.name="declarationList"])`,
          `CallExpression[arguments.length=0] > MemberExpression.callee[property.name=/^(${compilersOwn.methods.join("|")})$/]`,
          "CallExpression[arguments.length=1] > MemberExpression.callee[property.name='getProperty']",
        ].map((selector) => ({
          selector,
          message:
            "Only `compiler/` asks the compiler: use `Types`, or write the question there. See docs/ARCHITECTURE.md.",
        })),
      ],
    },
  },
  rooms.map((room, index) => ({
    files: [`packages/core/src/${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(?:\\.\\./)+(?:(?:${rooms.slice(index + 1).join("|")})/|(?:analyze|inspect|index)\\.js$)`,
              message: `\`${room}\` stands before it: see the list of folders in docs/ARCHITECTURE.md.`,
            },
          ],
        },
      ],
    },
  })),
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".js"],
      "import-x/resolver-next": [
        createNodeResolver({
          extensions: [".ts", ".js"],
          extensionAlias: { ".js": [".ts", ".js"] },
          conditionNames: ["@typed-session/source", "import", "default"],
        }),
      ],
    },
    rules: { "import-x/no-cycle": "error" },
  },
  {
    files: ["packages/cli/src/**/*.ts"],
    ignores: ["**/disk/file-system.ts", "**/cache/{store,key}.ts", "**/package-info.ts", "**/write/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "node:fs", message: "What a result rests on is asked of `Io.disk`: else the cache is wrong." },
          ],
        },
      ],
    },
  },
  {
    files: ["packages/eslint-plugin/src/**/*.ts"],
    extends: [eslintPlugin.configs.all],
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
);
