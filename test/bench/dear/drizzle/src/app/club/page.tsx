import { auth } from "@/lib/auth";
import { clubFigures } from "@/lib/queries";

export default async function ClubPage() {
  const session = await auth();
  const own = session?.user.clubs.find(({ duty }) => duty !== "rider");
  const [figures] = own ? await clubFigures(own.name) : [];
  if (!figures) return <p>{session?.user.callSign} leads no club.</p>;
  return (
    <dl>
      <dt>{figures.club.name}</dt>
      <dd>
        {figures.members} members, {figures.total ?? 0} paid, {figures.climb ?? 0} m on average
      </dd>
      <dd>{figures.first.toISOString()}</dd>
    </dl>
  );
}
