-- Every script begins here, with the time that is given and a calendar day: its name, when it starts and when it ends. If there is
-- no time, or it is on another day, the script does nothing but say so: { 'clock' }, or { 'other_day', time }.
local day, day_starts, day_ends = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

local now = read_clock(ARGV[1])
if not now then
  return { 'clock' }
end
if now < day_starts or now >= day_ends then
  return { 'other_day', now }
end
