import type { Session } from "next-auth";
import { join } from "@/lib/actions";
import type { comingRides } from "@/lib/queries";

interface RideListProps {
  rides: Awaited<ReturnType<typeof comingRides>>;
  user: Session["user"];
}

export function RideList({ rides, user }: RideListProps) {
  const perMile = user.units === "km" ? 1 : 0.621;
  return (
    <ul>
      {rides.map(({ ride, route, leader, taking }) => (
        <li key={ride.id}>
          {route.title}, {(route.kilometers * perMile).toFixed(1)} {user.units}, {ride.pace}, with {leader.callSign}
          <form action={join.bind(null, ride.id, undefined)}>
            <button disabled={user.isSuspended}>{taking} are coming</button>
          </form>
        </li>
      ))}
    </ul>
  );
}
