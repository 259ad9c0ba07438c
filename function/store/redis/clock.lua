-- The time in milliseconds since 1970: Redis' own, since the clocks of instances differ. Before a script of Redis 4.0 may
-- write after TIME, it has to replicate its commands instead of itself; `replicate_commands` fails where that is not possible.
-- `given` is used instead if it is not empty. Returns nil if there is no time. platform: redis-commands
local function read_clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  if not pcall(redis.replicate_commands) then
    return nil
  end
  local read, time = pcall(redis.call, 'TIME')
  return read and time[1] * 1000 + math.floor(time[2] / 1000) or nil
end
