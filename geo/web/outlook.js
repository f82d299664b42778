// Where the map stands: on all that the corpus tells of, until the reader or an address moves it.
"use strict";
(function (scope) {
  const { atWords, moves } = scope;
  const SHORE = 16; // pixels of sea below the coast
  const BARE = 4; // pixels beyond the land that nobody sees
  const CROPPED = 0.1; // of a zoom, from the room beside what is told of: better than a bare edge above
  const GIVEN = 0.4; // of a zoom, a quarter of the size: an arrow without its head says neither who moves nor which way

  /** Of some bounds, the spot nearest to a position. */
  function nearest({ lat, lng }, bounds) {
    const within = (value, least, most) => Math.min(Math.max(value, least), most);
    return [within(lat, bounds.getSouth(), bounds.getNorth()), within(lng, bounds.getWest(), bounds.getEast())];
  }

  class Outlook {
    /** Of a Leaflet map; *lookAgain* brings into sight what is chosen. */
    constructor(map, store, lookAgain) {
      Object.assign(this, {
        map, store, lookAgain, moved: false, fitted: "",
        stands: null, // where an address has put the map, until it is moved from there
      });
    }

    /** Where the reader has moved the map to, in the words of an address; null while it shows the first view. */
    get words() {
      const { lat, lng } = this.map.getCenter().wrap();
      return this.moved ? atWords([lng, lat, this.map.getZoom()]) : null;
    }

    /** Put the map there, as near as it goes: never on a sea without an end. */
    moveTo([lng, lat, zoom], bounds) {
      this.moved = true;
      const spot = nearest({ lat, lng: lng + 360 > bounds.getEast() ? lng : lng + 360 }, bounds);
      this.stands = () => this.map.setView(spot, zoom, { reset: true }); // not by whole pixels; Leaflet keeps to its least and closest zoom
      this.stands();
    }

    /** Bring back who has moved the map off to where no address leads; whether that is on its way. */
    comeBack(bounds) {
      const middle = this.map.getCenter();
      const isThere = bounds.contains(middle);
      this.gliding = !isThere && !this.gliding;
      // A glide is of whole pixels: what is left of the way after it is none.
      if (!isThere) this.map.setView(nearest(middle, bounds), undefined, { reset: !this.gliding || !moves() });
      return !isThere;
    }

    /** Show the first view again. */
    goHome() {
      if (!this.moved) return;
      this.moved = false;
      this.stands = null;
      this.fitted = "";
      this.fit();
    }

    /** Show what the corpus is about, again whenever the frame changes, until the reader moves the map. */
    fit() {
      const { map } = this;
      const { clientWidth, clientHeight } = map.getContainer();
      const room = `${clientWidth} ${clientHeight}`;
      if (room === this.fitted) return; // an observer reports once before anything has changed
      this.fitted = room;
      if (!clientWidth) requestAnimationFrame(() => this.fit()); // a frame that is not shown: its next picture is drawn when it is
      map.stop(); // an animation under way would carry the new view off
      map.invalidateSize(false);
      if (!this.moved) {
        this.showAll();
        this.lookAgain(); // it had brought the map there
      } else if (this.stands) this.stands(); // Leaflet keeps the middle of a frame but for half a pixel
    }

    showAll() {
      const { map, store } = this;
      // A frame without room yet, less the padding, would be of negative size and give no zoom.
      const { x, y } = map.getSize();
      const fan = Math.min(60, x / 9); // marks fan out into the sea
      const [left, right] = Math.min(x, y) > 100 ? [fan, fan / 3] : [0, 0];
      const { extent: [[west, south], [east, north]], land: { ground } } = store.payload;
      const zoomTo = ([w, s, e, n], isInside, more) => map.getBoundsZoom([[s, w], [n, e]], isInside, more);
      // Room to spare, or some that is made, shows the heads of arrows, which go north, before more of the sea.
      const furthest = store.arrows.reduce((most, { path }) => path.reduce((lat, point) => Math.max(lat, point[1]), most), north);
      const near = zoomTo([west, south, east, north], false, [left + right, 0]);
      const far = zoomTo([west, south, east, furthest], false, [left + right, SHORE]);
      const least = ground ? zoomTo(ground, true, [right - left, BARE]) : 0; // on which no edge of it is seen
      const zoom = Math.max(near - far < GIVEN ? Math.min(near, Math.max(far, least)) : near, Math.min(least, near + CROPPED));
      const [low, high] = [[south, west], [furthest, east]].map((corner) => map.project(corner, zoom));
      // Beyond the land that is known a map is blank.
      const floor = ground ? map.project([ground[1], west], zoom).y : Infinity;
      const centre = [(low.x + high.x + right - left) / 2, Math.max(Math.min((low.y + high.y) / 2, floor - y / 2), low.y + SHORE - y / 2)];
      map.setView(map.unproject(centre, zoom), zoom, { reset: true }); // not by whole pixels
    }

    fitUntilMoved() {
      const container = this.map.getContainer();
      for (const kind of ["mousedown", "touchstart", "wheel", "keydown"]) {
        container.addEventListener(kind, () => Object.assign(this, { moved: true, stands: null }), { passive: true, capture: true });
      }
      new ResizeObserver(() => this.fit()).observe(container);
      this.fit();
    }
  }

  scope.Outlook = Outlook;
})(sahelscope);
