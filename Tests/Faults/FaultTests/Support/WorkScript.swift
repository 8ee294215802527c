/// What the jobs of the fault tests do: each tells in a file of its own when it started and when
/// its work was done, so that what the store says can be held against what happened.
enum WorkScript {
  static let text = """
    say() { printf '%s\\n' "$*" >> "$EFFECTS/$BATTERIES_JOB"; }
    say start "$BATTERIES_RUN" "$BATTERIES_ATTEMPT"
    case $1 in
    quick) ;;
    wait) sleep "$2" ;;
    tree)
      sh -c 'sh -c "sleep 30" & sleep 30 & wait' &
      sleep 0.2 ;;
    escape)
      setsid sh -c 'sleep 20 & sleep 20' &
      sleep 0.2 ;;
    stubborn)
      trap '' TERM
      i=0; while [ $i -lt 15 ]; do i=$((i + 1)); sleep 0.1; done ;;
    retry)
      if [ "$BATTERIES_ATTEMPT" -lt 3 ]; then
        say fail "$BATTERIES_RUN" "$BATTERIES_ATTEMPT"
        exit 75
      fi ;;
    chatty)
      i=0
      while [ $i -lt 20 ]; do
        i=$((i + 1))
        echo "line $i" || exit 1
        say line "$BATTERIES_RUN" "$BATTERIES_ATTEMPT" "$i" "$(date +%s%N)"
        sleep 0.05
      done ;;
    noisy)
      seq -f 'noise %07.0f and some more text to make the line a long one' 1 3000 ;;
    esac
    say done "$BATTERIES_RUN" "$BATTERIES_ATTEMPT"

    """
}
