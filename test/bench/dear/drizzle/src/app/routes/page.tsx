import { redirect } from "next/navigation";
import { RideList } from "@/components/RideList";
import { auth } from "@/lib/auth";
import { comingRides, rideWithAll } from "@/lib/queries";

export default async function RoutesPage() {
  const session = await auth();
  if (!session) redirect("/");
  const rides = await comingRides(
    session.user.clubs.map(({ name }) => name),
    new Date(),
  );
  const next = rides[0] && (await rideWithAll(rides[0].ride.id));
  return (
    <main>
      <h1>Hello {session.user.callSign}</h1>
      {next && (
        <p>
          {next.route.title} with {next.leader.callSign}, {next.club?.founder?.callSign ?? "a club of nobody"};{" "}
          {next.signUps.map(({ rider }) => rider.callSign).join(", ")}
        </p>
      )}
      <RideList rides={rides} user={session.user} />
    </main>
  );
}
