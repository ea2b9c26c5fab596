import { currentUser } from "@/lib/current";
import { prisma } from "@/lib/prisma";

export default async function PapersPage() {
  const user = await currentUser();
  const byKind = await prisma.paper.groupBy({
    by: ["kind"],
    where: { sailor: { harbour: { name: user.harbour ?? undefined } } },
    _count: { _all: true },
    _max: { expires: true },
    orderBy: { kind: "asc" },
  });
  return (
    <dl>
      {byKind.map(({ kind, _count, _max }) => (
        <div key={kind}>
          <dt>{user.papers.includes(kind) ? `${kind} (yours too)` : kind}</dt>
          <dd>
            {_count._all}, the last until {_max.expires?.toISOString()}
          </dd>
        </div>
      ))}
    </dl>
  );
}
