import { drizzle } from "drizzle-orm/sqlite-proxy";

import * as schema from "./schema";

export const db = drizzle(
  async (sql, params, method) => {
    const response = await fetch("http://127.0.0.1:8080/query", {
      method: "POST",
      body: JSON.stringify({ sql, params, method }),
    });
    return (await response.json()) as { rows: string[] };
  },
  { schema },
);
