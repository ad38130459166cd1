import { Health } from "./Health.tsx";
import { Products } from "./Products.tsx";
import { Switch } from "./Switch.tsx";
import { Users } from "./Users.tsx";

export default function Operate() {
  return (
    <>
      <div class="halves">
        <Switch />
        <Health />
      </div>
      <div class="halves">
        <Users />
        <Products />
      </div>
    </>
  );
}
